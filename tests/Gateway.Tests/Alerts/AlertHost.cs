using System.Text.Json;
using Gateway.Audit;
using Gateway.Record;
using Gateway.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Testing.Faults;
using Testing.Processes;

namespace Gateway.Tests.Alerts;

/// <summary>The surface over a log on the disk, with the shipped rules; its folder outlives it, as a restart wants.</summary>
internal sealed class AlertHost : IAsyncDisposable
{
    private AlertHost(AccessLog log, SurfaceHost surface) => (Log, Surface) = (log, surface);

    public AccessLog Log { get; }

    public SurfaceHost Surface { get; }

    /// <summary>Starts over a new log, or the one that is there.</summary>
    /// <param name="folder">The log's.</param>
    /// <param name="events">What alerts are written to instead of the log; null: to the log.</param>
    /// <param name="settings">Settings.</param>
    public static async Task<AlertHost> StartAsync(string folder, IAccessLog? events = null, params (string Key, string Value)[] settings)
    {
        var log = new TestLog().Open(Audit.Files.DiskFiles.Instance, folder);
        var surface = await SurfaceHost.StartAsync(
            configure: b => b.Services.AddSingleton<IPublishedLog>(log).AddKeyedSingleton(AccessLogServiceCollectionExtensions.Events, events ?? log), settings: settings);
        return new AlertHost(log, surface);
    }

    /// <summary>Refusals, as many as the shipped rule wants, of one consumer each.</summary>
    public async Task RefuseAsync(params string[] consumers)
    {
        await UntilAsync(async () => (await EventsAsync()).Contains("alert-rules"), "rules in force");
        foreach (var consumer in consumers)
            for (var i = 0; i < 100; i++)
                await Log.AppendAsync(TestLog.Entry("x") with { Consumer = consumer, Outcome = AccessOutcome.Refused, Reasons = ["no-contract"] }, [], CancellationToken.None);
    }

    public async Task<JsonElement[]> AlertsAsync(bool all = false)
    {
        using var response = await Surface.GetAsync($"/v1/audit/alerts?all={(all ? "true" : "false")}", "regulator");
        if (!response.IsSuccessStatusCode) return [];
        using var page = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        return [.. page.RootElement.GetProperty("alerts").EnumerateArray().Select(a => a.Clone())];
    }

    public async Task<JsonElement[]> AlertsAsync(int count)
    {
        await UntilAsync(async () => (await AlertsAsync()).Length >= count, $"{count} alerts");
        return await AlertsAsync();
    }

    /// <summary>The events in the log, by name.</summary>
    public async Task<List<string>> EventsAsync() =>
        [.. (await TestLog.ReadAllAsync(Audit.Files.DiskFiles.Instance, Log.Folder)).Select(r => r.Entry).OfType<EventEntry>().Select(e => e.Event)];

    /// <summary>Waits, and lets the gateway's time pass meanwhile.</summary>
    public Task UntilAsync(Func<Task<bool>> holds, string what) => Until.TrueAsync(
        async () =>
        {
            Surface.Time.Advance(TimeSpan.FromSeconds(1));
            return await holds();
        },
        TimeSpan.FromSeconds(30),
        what);

    public async ValueTask DisposeAsync()
    {
        await Surface.DisposeAsync();
        Log.Dispose();
    }
}

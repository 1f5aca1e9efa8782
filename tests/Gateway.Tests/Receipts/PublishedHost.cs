using Gateway.Audit;
using Gateway.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Testing.Faults;
using Testing.Processes;

namespace Gateway.Tests.Receipts;

/// <summary>The surface over a log on the disk: two consumers' entries, under a checkpoint.</summary>
internal sealed class PublishedHost : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("published-").FullName;

    private PublishedHost() => Log = new TestLog().Open(Audit.Files.DiskFiles.Instance, _folder);

    public AccessLog Log { get; }

    public SurfaceHost Surface { get; private set; } = null!;

    public static Task<PublishedHost> StartAsync(params (string Key, string Value)[] settings) => StartAsync(6, settings);

    public static async Task<PublishedHost> StartAsync(int entries, params (string Key, string Value)[] settings)
    {
        var host = new PublishedHost();
        for (var i = 0; i < entries; i++)
            await host.Log.AppendAsync(TestLog.Entry($"{i}") with { Consumer = i % 2 == 0 ? "bank-ccb" : "telecom-cmcc" }, [], CancellationToken.None);
        await host.PublishedAsync(entries);
        host.Surface = await SurfaceHost.StartAsync(configure: b => b.Services.AddSingleton<IPublishedLog>(host.Log), settings: settings);
        return host;
    }

    public Task PublishedAsync(long size) =>
        Until.TrueAsync(() => Task.FromResult(Log.Published.Size >= size), TimeSpan.FromSeconds(30), "a checkpoint");

    public async ValueTask DisposeAsync()
    {
        if (Surface is not null) await Surface.DisposeAsync();
        Log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

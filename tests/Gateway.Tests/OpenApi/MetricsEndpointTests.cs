using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Gateway.Metrics;
using Gateway.Tests.Workers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Policies.Decisions;

namespace Gateway.Tests.OpenApi;

public sealed class MetricsEndpointTests
{
    [Fact]
    public async Task Scrape_AfterRequests_TellsOutcomesAndSteps()
    {
        await using var host = await SurfaceHost.StartAsync();
        var metrics = host.Services.GetRequiredService<GatewayMetrics>();
        metrics.Settled(Settled(null));
        metrics.Settled(Settled(new Refusal(ReasonTable.QuotaExhausted.With("calls", "1", "day"))));
        metrics.Settled(Settled(new Refusal(ReasonTable.LogUnavailable.With())));

        var lines = await ScrapeAsync(host);
        Value(lines, "gateway_decisions_total", "code=\"answered\"", "outcome=\"granted\"").ShouldBe(1);
        Value(lines, "gateway_decisions_total", "code=\"quota-exhausted\"", "outcome=\"refused\"").ShouldBe(1);
        Value(lines, "gateway_decisions_total", "code=\"log-unavailable\"", "outcome=\"failed\"").ShouldBe(1);
        Value(lines, "gateway_step_duration_seconds_count", "step=\"identity\"").ShouldBe(3);
        Value(lines, "gateway_request_duration_seconds_count").ShouldBe(3);
    }

    [Fact]
    public async Task Scrape_Durations_HaveBoundsFrom10MicrosecondsTo10Seconds()
    {
        await using var host = await SurfaceHost.StartAsync();
        host.Services.GetRequiredService<GatewayMetrics>().Settled(Settled(null));
        using var meter = host.Services.GetRequiredService<IMeterFactory>().Create("Gateway.Audit");
        meter.CreateHistogram<double>("gateway.log.append.duration", "s").Record(0.001);

        var lines = await ScrapeAsync(host);
        foreach (var name in (string[])["gateway_request_duration_seconds", "gateway_log_append_duration_seconds"])
        {
            var bounds = lines.Where(l => l.StartsWith($"{name}_bucket", StringComparison.Ordinal))
                .Select(l => l.Split("le=\"")[1].Split('"')[0]).Where(b => b != "+Inf")
                .Select(b => double.Parse(b, CultureInfo.InvariantCulture)).ToArray();
            bounds.Min().ShouldBe(1e-5);
            bounds.Max().ShouldBe(10);
        }
    }

    [Fact]
    public async Task Scrape_Disabled_IsNotFound()
    {
        await using var host = await SurfaceHost.StartAsync(settings: ("Metrics:Enabled", "false"));
        using var response = await host.GetAsync("/metrics");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Exchange Settled(Refusal? refusal)
    {
        var exchange = new Exchange(new DefaultHttpContext(), StubOperation.Scores) { Refusal = refusal };
        exchange.Clock.Enter("identity");
        return exchange;
    }

    private static async Task<string[]> ScrapeAsync(SurfaceHost host) =>
        (await host.Client.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Split('\n');

    private static double Value(string[] lines, string name, params string[] tags) =>
        double.Parse(
            lines.Where(l => l.StartsWith($"{name}{{", StringComparison.Ordinal) || l.StartsWith($"{name} ", StringComparison.Ordinal))
                .Single(l => tags.All(t => l.Contains(t, StringComparison.Ordinal))).Split('}')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0],
            CultureInfo.InvariantCulture);
}

using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Gateway.Metrics;

internal static class MetricsServiceCollectionExtensions
{
    public const string Path = "/metrics";

    /// <summary>From 10 µs, the time of a step in memory, to 10 s, the life of a permit: three bounds a decade.</summary>
    private static readonly double[] Bounds =
    [
        1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2, 5e-2, 0.1, 0.2, 0.5, 1, 2, 5, 10,
    ];

    /// <summary>The gateway's own meters, each named <c>Gateway</c> or <c>Gateway.…</c>, and what Kestrel and the runtime measure anyway.</summary>
    public static void AddGatewayMetrics(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().Bind(configuration.GetSection("Metrics")).ValidateOnStart();
        services.AddSingleton<GatewayMetrics>();
        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("gateway")).WithMetrics(metrics => metrics
            .AddMeter(GatewayMetrics.MeterName, $"{GatewayMetrics.MeterName}.*", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddView(instrument => string.Equals(instrument.Unit, "s", StringComparison.Ordinal)
                    && instrument.Meter.Name.StartsWith(GatewayMetrics.MeterName, StringComparison.Ordinal)
                ? new ExplicitBucketHistogramConfiguration { Boundaries = Bounds }
                : null)
            .AddPrometheusExporter());
    }

    /// <summary>Maps <c>/metrics</c>, unless <see cref="MetricsOptions.Enabled"/> is off.</summary>
    public static void MapGatewayMetrics(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<MetricsOptions>>().Value.Enabled) app.MapPrometheusScrapingEndpoint(Path);
    }
}

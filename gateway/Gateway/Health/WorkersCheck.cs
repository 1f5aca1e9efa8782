using Gateway.Workers;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Yarp.ReverseProxy;

namespace Gateway.Health;

/// <summary>Each kind of worker has one that is started and that YARP finds healthy. Fewer than all is told.</summary>
internal sealed class WorkersCheck(IProxyStateLookup proxy, IWorkerDirectory workers) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (worst, sentences) = (HealthStatus.Healthy, new List<string>());
        foreach (var cluster in proxy.GetClusters().OrderBy(c => c.ClusterId, StringComparer.Ordinal))
        {
            var state = cluster.DestinationsState;
            var ready = state.AvailableDestinations.Count(d => workers.Find(d.DestinationId) is not null);
            if (ready == state.AllDestinations.Count && ready > 0) continue;
            sentences.Add($"{cluster.ClusterId}: {ready} of {state.AllDestinations.Count} are ready.");
            worst = ready == 0 ? HealthStatus.Unhealthy : worst == HealthStatus.Unhealthy ? worst : HealthStatus.Degraded;
        }

        return Task.FromResult(sentences.Count == 0 && !proxy.GetClusters().Any()
            ? HealthCheckResult.Unhealthy("No worker is configured.")
            : new HealthCheckResult(worst, sentences.Count == 0 ? null : string.Join(' ', sentences)));
    }
}

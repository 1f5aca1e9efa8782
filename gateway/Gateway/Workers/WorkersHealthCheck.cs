using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Workers;

/// <summary>Ready while at least one worker is; degraded while some are not.</summary>
internal sealed class WorkersHealthCheck(WorkerTable table) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var (ready, all) = (table.Slots.Count(s => s.Running is not null), table.Slots.Count);
        var said = $"{ready} of {all} workers ready";
        return Task.FromResult(
            ready == all ? HealthCheckResult.Healthy(said)
            : ready > 0 ? HealthCheckResult.Degraded(said)
            : HealthCheckResult.Unhealthy(said));
    }
}

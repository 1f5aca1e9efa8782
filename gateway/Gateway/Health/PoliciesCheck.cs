using Gateway.Contracts;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>Policies are loaded and say that somebody may ask something.</summary>
internal sealed class PoliciesCheck(PolicyTables tables) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(tables.Current is not { } policies
            ? HealthCheckResult.Unhealthy("The policies are not loaded yet.")
            : policies.Contracts.Count == 0
                ? HealthCheckResult.Unhealthy("There is no contract in force: submit one.")
                : HealthCheckResult.Healthy());
}

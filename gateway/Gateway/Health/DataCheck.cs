using Gateway.Catalogue;
using Gateway.Contracts;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>Products have published data, which workers can get at, and a registered model. One that lacks them is told; with none at all, nothing can be served.</summary>
internal sealed class DataCheck(PolicyTables tables, PublishedTables published) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (tables.Current is not { } policies) return Task.FromResult(HealthCheckResult.Unhealthy("The policies are not loaded yet."));
        var missing = published.Missing;
        var all = policies.Products.Count;
        if (missing.Count == 0 && all > 0) return Task.FromResult(HealthCheckResult.Healthy());
        var sentence = all == 0
            ? "There is no product: add one to the policies folder."
            : $"No published data, no Sandbox:Postgres for rows in a database, or no registered model for: {string.Join(", ", missing.Order(StringComparer.Ordinal))}.";
        return Task.FromResult(missing.Count < all ? HealthCheckResult.Degraded(sentence) : HealthCheckResult.Unhealthy(sentence));
    }
}

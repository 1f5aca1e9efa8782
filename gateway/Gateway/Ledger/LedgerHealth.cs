using Gateway.Ledger.Anchoring;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Ledger;

/// <summary>The ledger was proved whole and takes charges. Without it all is served that costs no privacy.</summary>
internal sealed class LedgerHealth(AnchoredLedger ledger) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        ledger.IsOpen ? HealthCheckResult.Healthy()
        : ledger.Objection is null ? HealthCheckResult.Degraded("The ledger's database does not answer: see Stores:Postgres, or the disk below Gateway:State.")
        : HealthCheckResult.Degraded("The ledger is not the one that the access log knows, and takes no charge: put the newest copy back."));
}

using Gateway.Identity.Tokens;
using Gateway.Stores;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>The keys are there by which access tokens are checked: the embedded server's own, or an external provider's.</summary>
internal sealed class IdentityCheck(IIssuer issuer) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await issuer.GetParametersAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StoreUnavailableException)
        {
            return HealthCheckResult.Unhealthy("The identity provider's keys cannot be had: look at Identity:Authority.");
        }
    }
}

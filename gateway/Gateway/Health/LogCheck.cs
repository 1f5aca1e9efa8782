using Gateway.Audit;
using Gateway.Record;
using Gateway.Witnesses;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>
/// The access log takes entries. That it does not is known once an append has failed; that it does so again is found out here, by an entry
/// that tells of the gap: who is not ready gets no requests whose entries could tell.
/// </summary>
internal sealed class LogCheck(IAccessLog log, AccessLogListener listener, CosignTail tail, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (tail.IsStale) return HealthCheckResult.Unhealthy("Too few witnesses have cosigned the access log for too long: see Witness:Witnesses.");
        if (listener.IsAvailable) return HealthCheckResult.Healthy();
        try
        {
            await log.AppendAsync(new EventEntry { Time = time.GetUtcNow(), Event = "log-resumed" }, [], cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (LogUnavailableException)
        {
            return HealthCheckResult.Unhealthy("The access log, or the quota journal that goes before it, cannot be written: look at the disk below Gateway:State.");
        }
    }
}

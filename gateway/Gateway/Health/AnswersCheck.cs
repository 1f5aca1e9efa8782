using Gateway.Answers;
using Gateway.Stores;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>The answer store reserves a key and gives it back, durably, whatever store it is.</summary>
internal sealed class AnswersCheck(IAnswerStore answers) : IHealthCheck
{
    // No client has an empty id.
    private static readonly AnswerKey Key = new("", "health");

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Reserved by a check that runs at the same time, it answers as well.
            if (await answers.BeginAsync(Key, new byte[32], cancellationToken) is AnswerLookup.Reserved)
                await answers.AbandonAsync(Key, cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (StoreUnavailableException)
        {
            return HealthCheckResult.Unhealthy("The answer store does not answer: look at the disk below Gateway:State.");
        }
    }
}

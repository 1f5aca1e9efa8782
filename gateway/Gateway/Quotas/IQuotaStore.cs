using Policies.Costs;

namespace Gateway.Quotas;

/// <summary>Counts usage against the demands of grants.</summary>
internal interface IQuotaStore
{
    /// <summary>Takes all demands or none.</summary>
    /// <returns>Null when all were taken; otherwise the first demand that had no room.</returns>
    /// <exception cref="Stores.StoreUnavailableException">The store does not answer: refuse.</exception>
    ValueTask<QuotaExhausted?> TryTakeAsync(IReadOnlyList<QuotaDemand> demands, CancellationToken cancellation);
}

/// <summary>A demand had no room.</summary>
/// <param name="Demand">Which.</param>
/// <param name="RetryAfter">When there may be room again.</param>
internal sealed record QuotaExhausted(QuotaDemand Demand, TimeSpan RetryAfter);

using Policies.Costs;

namespace Gateway.Quotas;

/// <summary>Counts usage against the demands of grants. What is counted survives a restart.</summary>
internal interface IQuotaStore
{
    /// <summary>Takes all demands or none.</summary>
    /// <param name="demands">Each of another counter and window.</param>
    /// <param name="cancellation">Gives up waiting; what was asked for may have been taken.</param>
    /// <exception cref="Stores.StoreUnavailableException">The store does not answer: refuse.</exception>
    ValueTask<QuotaOutcome> TryTakeAsync(IReadOnlyList<QuotaDemand> demands, CancellationToken cancellation);
}

/// <summary>What came of a take.</summary>
/// <param name="Exhausted">Null when all were taken; otherwise the first demand that had no room.</param>
/// <param name="Levels">How much is left now of each demand, but for what is counted a subject: that would tell of the subject.</param>
internal readonly record struct QuotaOutcome(QuotaExhausted? Exhausted, IReadOnlyList<QuotaLevel> Levels);

/// <summary>A demand had no room.</summary>
/// <param name="Demand">Which.</param>
/// <param name="RetryAfter">When there may be room again.</param>
internal sealed record QuotaExhausted(QuotaDemand Demand, TimeSpan RetryAfter);

/// <summary>What is left of a quota.</summary>
/// <param name="Demand">The quota.</param>
/// <param name="Remaining">How much; never below zero.</param>
/// <param name="Reset">When it is whole again.</param>
/// <param name="Length">How long a window is.</param>
internal readonly record struct QuotaLevel(QuotaDemand Demand, long Remaining, TimeSpan Reset, TimeSpan Length);

using Gateway.Audit;
using Policies.Usage;

namespace Gateway.Contracts.Usage;

/// <summary>An entry of the log → what it says of usage.</summary>
internal static class UsageEntry
{
    /// <summary>Null for what is not a request.</summary>
    public static UsageFact? FactOf(LogRecord record) => record.Entry is not AccessEntry entry ? null : new UsageFact(
        record.Index,
        entry.Time,
        entry.Outcome switch
        {
            AccessOutcome.Granted => UsageOutcome.Granted,
            AccessOutcome.Refused => UsageOutcome.Refused,
            _ => UsageOutcome.Failed,
        },
        entry.Consumer,
        entry.Product,
        entry.Operation,
        entry.Contract,
        entry.ContractVersion ?? 0,
        entry.ContractSha256,
        entry.Purpose,
        entry.Subjects ?? 0,
        entry.NanoRho ?? 0,
        entry.FemtoDelta ?? 0,
        entry.Replay ?? false,
        entry.Reasons ?? [],
        entry.Suppressed ?? 0);
}

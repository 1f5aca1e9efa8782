using Gateway.Audit;
using Policies.Usage;

namespace Gateway.Cli.Contracts;

/// <summary>An entry of a log's files → what it says of usage. Written apart from the gateway's own reading of it: that is what it is to check.</summary>
internal static class UsageRecord
{
    /// <summary>Null for what is not a request.</summary>
    public static UsageFact? FactOf(LogRecord record) => record.Entry is AccessEntry entry
        ? new UsageFact(
            record.Index, entry.Time, OutcomeOf(entry.Outcome), entry.Consumer, entry.Product, entry.Operation, entry.Contract, entry.ContractVersion.GetValueOrDefault(),
            entry.ContractSha256, entry.Purpose, entry.Subjects.GetValueOrDefault(), entry.NanoRho.GetValueOrDefault(), entry.FemtoDelta.GetValueOrDefault(),
            entry.Replay is true, entry.Reasons ?? [], entry.Suppressed.GetValueOrDefault())
        : null;

    private static UsageOutcome OutcomeOf(AccessOutcome outcome) => outcome switch
    {
        AccessOutcome.Granted => UsageOutcome.Granted,
        AccessOutcome.Refused => UsageOutcome.Refused,
        AccessOutcome.Failed => UsageOutcome.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}

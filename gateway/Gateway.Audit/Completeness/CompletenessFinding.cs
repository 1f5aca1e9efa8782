namespace Gateway.Audit.Completeness;

/// <summary>Something that a complete log would have, or would not have; or what cannot be known.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Index">The entry that shows it; null where the log shows it as a whole.</param>
/// <param name="Message">A sentence.</param>
public sealed record CompletenessFinding(CompletenessKind Kind, long? Index, string Message)
{
    /// <summary>False for what nobody can know: that is told, and no fault of the log.</summary>
    public bool IsProblem => Kind != CompletenessKind.Unknown;
}

/// <summary>Sorts of findings.</summary>
public enum CompletenessKind
{
    /// <summary>A worker has run jobs that no entry names.</summary>
    JobMissing,

    /// <summary>Two entries name one job, or an entry names one that its worker says it never ran.</summary>
    JobInvented,

    /// <summary>An entry's result, or running hash, is not what its worker has linked or signed.</summary>
    JobAltered,

    /// <summary>A worker's start is not in the log, or shows no key.</summary>
    WorkerMissing,

    /// <summary>The privacy ledger has charges that no entry names.</summary>
    ChargeMissing,

    /// <summary>One charge stands with two hashes.</summary>
    ChargeAltered,

    /// <summary>What no log can show: what a worker did after it was last heard.</summary>
    Unknown,
}

/// <summary>What a check of completeness found.</summary>
/// <param name="Workers">Starts of workers.</param>
/// <param name="Jobs">Jobs that entries name.</param>
/// <param name="Charges">Charges that entries name.</param>
/// <param name="Findings">Everything that is missing or wrong, or cannot be known.</param>
public sealed record CompletenessReport(int Workers, long Jobs, long Charges, IReadOnlyList<CompletenessFinding> Findings)
{
    /// <summary>True when nothing that can be known is missing.</summary>
    public bool Holds => !Findings.Any(f => f.IsProblem);
}

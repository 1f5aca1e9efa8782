namespace Policies.Usage;

/// <summary>What became of a request, as the access log has it.</summary>
public enum UsageOutcome
{
    /// <summary>An answer was released.</summary>
    Granted,

    /// <summary>The request was refused.</summary>
    Refused,

    /// <summary>It was granted, but no answer was released.</summary>
    Failed,
}

/// <summary>One entry of the access log, as far as usage goes.</summary>
/// <param name="Index">Where it stands in the log.</param>
/// <param name="Time">When.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Consumer">Who asked.</param>
/// <param name="Product">Of what; null when the product was not known.</param>
/// <param name="Operation">By which operation: <c>scores</c>, <c>aggregates</c>, …</param>
/// <param name="Contract">Under which contract; null when there was none.</param>
/// <param name="Version">In which version.</param>
/// <param name="Sha256">The version's identity.</param>
/// <param name="Purpose">The purpose; null when the contract does not have it.</param>
/// <param name="Subjects">How many subjects were asked about.</param>
/// <param name="NanoRho">Privacy charged, in 10⁻⁹ ρ.</param>
/// <param name="FemtoDelta">Privacy charged, in 10⁻¹⁵ δ.</param>
/// <param name="Replay">A stored answer was sent again, free of charge.</param>
/// <param name="Reasons">Why there was no answer.</param>
/// <param name="Suppressed">Refusals before this one that were only counted.</param>
public sealed record UsageFact(
    long Index,
    DateTimeOffset Time,
    UsageOutcome Outcome,
    string Consumer,
    string? Product,
    string Operation,
    string? Contract,
    int Version,
    string? Sha256,
    string? Purpose,
    int Subjects,
    long NanoRho,
    long FemtoDelta,
    bool Replay,
    IReadOnlyList<string> Reasons,
    int Suppressed = 0)
{
    /// <summary>The contract's word for an operation of the log; null for one that no contract prices.</summary>
    public static Contracts.Operation? OperationOf(string operation) => operation switch
    {
        "scores" => Contracts.Operation.Score,
        "aggregates" => Contracts.Operation.Aggregate,
        "encrypted" or "encrypted-scores" => Contracts.Operation.Encrypted,
        _ => null,
    };
}

namespace Gateway.Cli.Audit.Bundles;

/// <summary>Something in a bundle that is not as it should be.</summary>
/// <param name="Name">What sort of thing, kebab-case: one of <see cref="DiscrepancyName"/>, or a finding's own name.</param>
/// <param name="Index">The entry; null where it is none's.</param>
/// <param name="Message">A sentence.</param>
internal sealed record Discrepancy(string Name, long? Index, string Message);

/// <summary>The sorts of discrepancies that are not findings of the log or of completeness.</summary>
internal static class DiscrepancyName
{
    /// <summary>The bundle lacks a file that it should hold, or holds one that cannot be read.</summary>
    public const string Bundle = "bundle";

    /// <summary>The checkpoint is not signed by the log, or not cosigned.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>A contract version is not there, or not what its hash is of.</summary>
    public const string Contract = "contract";

    /// <summary>The contract version does not let the request come out as it did.</summary>
    public const string Decision = "decision";

    /// <summary>The contract version was not in force.</summary>
    public const string NotInForce = "not-in-force";

    /// <summary>Privacy spent does not add up, or is more than the budget.</summary>
    public const string Privacy = "privacy";

    /// <summary>A statement is not what the entries and the price list give.</summary>
    public const string Bill = "bill";
}

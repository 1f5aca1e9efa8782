using Gateway.Audit.Completeness;
using Policies.Costs;
using Policies.Usage;

namespace Gateway.Cli.Audit.Bundles;

/// <summary>What a check of a bundle found, and what it computed again.</summary>
/// <param name="Manifest">What the bundle is of; null when it cannot be told.</param>
/// <param name="Entries">How many entries of its range are the log's.</param>
/// <param name="Completeness">Jobs and charges; null when no entry was looked at.</param>
/// <param name="Spent">Privacy spent in these entries, by contract.</param>
/// <param name="Fees">Fees in these entries, by contract and month.</param>
/// <param name="Discrepancies">Everything that is wrong.</param>
/// <param name="Unknown">What cannot be known.</param>
internal sealed record BundleReport(
    BundleManifest? Manifest,
    long Entries,
    CompletenessReport? Completeness,
    IReadOnlyDictionary<string, PrivacyCost> Spent,
    IReadOnlyList<(string Contract, UsageMonth Month, UsageTotal Total)> Fees,
    IReadOnlyList<Discrepancy> Discrepancies,
    IReadOnlyList<string> Unknown)
{
    /// <summary>True when there is a bundle and nothing is wrong with it.</summary>
    public bool Holds => Manifest is not null && Discrepancies.Count == 0;
}

using System.Collections.Frozen;
using Policies.Contracts;
using Policies.Decisions;
using Policies.Products;
using Policies.Usage;
using Sandbox.Protocol.Models;

namespace Policies.Simulation;

/// <summary>
/// Decides recorded requests again, under the contract version that they name. The log holds no queries, so what is decided is what it does hold: when, who, which
/// product, for which purpose, by which operation, about how many people. Pure.
/// </summary>
public static class DecisionReview
{
    // An entry is written when its request ends, which was decided when it began.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(1);

    // What the evaluator alone refuses for, from nothing but what the log holds. With any other reason it may have looked no further.
    private static readonly FrozenSet<string> Stateless = new[]
    {
        ReasonTable.ContractNotYetValid, ReasonTable.ContractExpired, ReasonTable.OperationNotGranted, ReasonTable.BatchTooLarge,
    }.Select(r => r.Code).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What is not as the evaluator has it: the end of a sentence that begins with the entry. Null: nothing, or the log does not hold enough to tell.</summary>
    public static string? Of(ContractVersion version, UsageFact fact)
    {
        var document = version.Document;
        if (!Same(document.Contract, fact.Contract) || document.Version != fact.Version) return "names another contract than its hash is of";
        if (!Same(document.Consumer, fact.Consumer) || !Same(document.Product, fact.Product)) return "is of another consumer or product than its contract";
        return fact.Outcome switch
        {
            UsageOutcome.Granted => Reasons(version, fact, reasons => reasons.Count == 0) is { } against ? $"was granted, against {string.Join(", ", against)}" : null,
            UsageOutcome.Refused when fact.Purpose is not null && fact.Reasons.Count > 0 && fact.Reasons.All(Stateless.Contains) =>
                Reasons(version, fact, reasons => reasons.ToHashSet(StringComparer.Ordinal).SetEquals(fact.Reasons)) is { } found
                    ? $"was refused for {string.Join(", ", fact.Reasons)}, where {(found.Count == 0 ? "nothing speaks against it" : string.Join(", ", found) + " is the reason")}"
                    : null,
            _ => null,
        };
    }

    /// <summary>The reasons, if they are wrong as of the end of the request and as of its beginning.</summary>
    private static IReadOnlyList<string>? Reasons(ContractVersion version, UsageFact fact, Func<IReadOnlyList<string>, bool> right)
    {
        var reasons = RecordedDecision.Under(version, Fitting(version.Document.Product), fact);
        return right(reasons) || right(RecordedDecision.Under(version, Fitting(version.Document.Product), fact with { Time = fact.Time - LongestRequest })) ? null : reasons;
    }

    /// <summary>A product that every query of a known shape fits: features are not recorded, so they are not what is decided.</summary>
    private static ProductDocument Fitting(string product)
    {
        const string model = "any";
        return new ProductDocument(
            product, product, product, product, [new ModelClause(model, ModelAlgorithm.LightGbm, [], [], 0)], new ScoreSurface(model), new FloorClause(1));
    }

    private static bool Same(string one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}

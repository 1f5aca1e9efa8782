using System.Collections.Frozen;
using System.Globalization;
using Policies.Contracts;
using Policies.Decisions;
using Policies.Products;
using Policies.Queries;
using Policies.Usage;
using Sandbox.Protocol;

namespace Policies.Simulation;

/// <summary>Decides about a request of which only the log's entry is left.</summary>
internal static class RecordedDecision
{
    // A refusal for these follows from what the log holds. Any other was for something in the query, of which it holds nothing.
    private static readonly FrozenSet<string> Decidable = new[]
    {
        ReasonTable.ContractNotYetValid, ReasonTable.ContractExpired, ReasonTable.ContractSuspended, ReasonTable.OperationNotGranted, ReasonTable.BatchTooLarge,
        ReasonTable.QuotaExhausted,
    }.Select(r => r.Code).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The code that makes a request undecidable; null when it can be decided.</summary>
    public static string? WhyUnknown(UsageFact fact) => fact.Outcome is not UsageOutcome.Refused
        ? null
        : fact.Reasons.FirstOrDefault(r => !Decidable.Contains(r)) ?? (fact.Purpose is null ? ReasonTable.PurposeNotGranted.Code : null);

    /// <summary>The codes of all reasons against the request; none: it would be granted.</summary>
    public static IReadOnlyList<string> Under(ContractVersion draft, ProductDocument product, UsageFact fact)
    {
        var operation = UsageFact.OperationOf(fact.Operation);
        if (operation is Operation.Score && draft.Document.Score is not null)
        {
            return Evaluator.Evaluate(draft, product, Scores(product, fact), fact.Time) is Refusal refusal
                ? [.. refusal.Reasons.Select(r => r.Code.Code).Distinct(StringComparer.Ordinal)]
                : [];
        }

        var reasons = default(ReasonList);
        Evaluator.CheckFrame(draft.Document, fact.Purpose ?? "", fact.Time, ref reasons);
        if (operation is not { } known || !draft.Document.Grants(known)) reasons.Add(ReasonTable.OperationNotGranted.With(fact.Operation));
        if (operation is Operation.Encrypted && fact.Subjects > draft.Document.Encrypted?.MaxBatch)
            reasons.Add(ReasonTable.BatchTooLarge.With(draft.Document.Encrypted.MaxBatch.ToString(CultureInfo.InvariantCulture)));
        return [.. reasons.All.Select(r => r.Code.Code)];
    }

    /// <summary>A query with the right features about as many people as there were.</summary>
    private static ScoreQuery Scores(ProductDocument product, UsageFact fact)
    {
        var subjects = new SubjectId[fact.Subjects];
        for (var i = 0; i < subjects.Length; i++)
            if (!SubjectId.TryParse(i.ToString(CultureInfo.InvariantCulture), out subjects[i])) throw new ArgumentOutOfRangeException(nameof(fact));
        var model = product.Models.FirstOrDefault(m => string.Equals(m.Name, product.Score?.Model, StringComparison.Ordinal));
        var missing = new double?[fact.Subjects];
        return new ScoreQuery(
            fact.Purpose ?? "",
            subjects,
            (model?.ConsumerFeatures ?? []).ToDictionary(f => f, _ => (IReadOnlyList<double?>)missing, StringComparer.Ordinal),
            [],
            null,
            null,
            null);
    }
}

using Policies.Contracts;
using Policies.Products;
using Policies.Queries;

namespace Policies.Decisions;

/// <summary>What a contract says to a score query. A grant allocates nothing: it was made with its contract's version.</summary>
internal static class ScoreRules
{
    /// <summary>The grant that holds if there are no <paramref name="reasons"/> against it; null only with a reason.</summary>
    public static Grant? Decide(ContractVersion contract, ProductDocument product, ScoreQuery query, ref ReasonList reasons)
    {
        if (contract.ScoreGrants is not { } grants || grants.ConsumerFeaturesOf(product) is not { } needed)
        {
            reasons.Add(ReasonTable.OperationNotGranted.With("scores"));
            return null;
        }

        CheckTerms(grants.Clause, query, ref reasons);
        CheckFeatures(needed, query, ref reasons);
        return reasons.Any ? null : grants.Of(query.Precision, query.Reasons);
    }

    private static void CheckTerms(ScoreClause clause, ScoreQuery query, ref ReasonList reasons)
    {
        if (query.Subjects.Count > clause.MaxBatch) reasons.Add(ReasonTable.BatchTooLarge.With(Names.Number(clause.MaxBatch)));

        // A multiple, not merely coarser: rounded to 5 and to 7 points, one score is known better than to 5.
        if (query.Precision is { } precision && (precision < clause.Precision || precision % clause.Precision != 0))
            reasons.Add(ReasonTable.PrecisionNotGranted.With(Names.Number(clause.Precision)));
        if (query.Reasons > clause.Reasons) reasons.Add(ReasonTable.ReasonsNotGranted.With(Names.Number(clause.Reasons)));
        if (query.UnknownSubjects is { } treatment && treatment != clause.UnknownSubjects)
            reasons.Add(ReasonTable.UnknownSubjectsNotGranted.With(UnknownSubjectsWord.Of(clause.UnknownSubjects)));
    }

    private static void CheckFeatures(IReadOnlyList<string> needed, ScoreQuery query, ref ReasonList reasons)
    {
        var (sent, complete) = (0, 0);
        for (var i = 0; i < needed.Count; i++)
        {
            if (!query.Features.ContainsKey(needed[i])) continue;
            sent++;
            if (!Names.Contains(query.Incomplete, needed[i])) complete++;
        }

        // More than those of them that are needed: so one of them is not.
        if (query.Features.Count > sent) reasons.Add(ReasonTable.FeatureNotGranted.With(Names.Join(needed)));
        if (complete < needed.Count) reasons.Add(ReasonTable.FeatureMissing.With(Names.Join(needed)));
    }
}

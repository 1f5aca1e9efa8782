using System.Globalization;
using Policies.Contracts;
using Policies.Products;
using Policies.Queries;

namespace Policies.Decisions;

/// <summary>
/// Decides, purely: the same inputs give the same decision, always, and every input gives one. Usage is not its business: a grant
/// states its demands, and they are taken afterwards. A grant allocates nothing: it was made with its contract's version.
/// </summary>
public static class Evaluator
{
    // China keeps one time and no summer time (since 1991), so days need no time zone table.
    private static readonly TimeSpan ShanghaiOffset = TimeSpan.FromHours(8);

    /// <summary>Whether <paramref name="query"/> may run under <paramref name="contract"/> at <paramref name="now"/>.</summary>
    /// <returns>A grant, or a refusal with every reason. A bug in here is a refusal too: <see cref="ReasonTable.EvaluationFailed"/>.</returns>
    public static Decision Evaluate(ContractVersion contract, ProductDocument product, ScoreQuery query, DateTimeOffset now)
    {
        try
        {
            return Decide(contract, product, query, now);
        }
#pragma warning disable CA1031 // Whatever went wrong in here, the answer is no.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new Refusal(ReasonTable.EvaluationFailed.With());
        }
    }

    private static Decision Decide(ContractVersion contract, ProductDocument product, ScoreQuery query, DateTimeOffset now)
    {
        var document = contract.Document;
        if (!string.Equals(document.Product, product.Product, StringComparison.Ordinal))
            return new Refusal(ReasonTable.EvaluationFailed.With());
        var reasons = new Reasons();
        CheckValidity(document, now, ref reasons);
        if (!Contains(document.Purposes, query.Purpose))
            reasons.Add(ReasonTable.PurposeNotGranted.With(Join(document.Purposes)));
        if (contract.ScoreGrants is not { } grants || grants.ConsumerFeaturesOf(product) is not { } needed)
        {
            reasons.Add(ReasonTable.OperationNotGranted.With("scores"));
            return new Refusal(reasons.All);
        }

        CheckTerms(grants.Clause, query, ref reasons);
        CheckFeatures(needed, query, ref reasons);
        return reasons.Any ? new Refusal(reasons.All) : grants.Of(query.Precision, query.Reasons);
    }

    private static void CheckValidity(ContractDocument contract, DateTimeOffset now, ref Reasons reasons)
    {
        var today = DateOnly.FromDateTime(now.ToOffset(ShanghaiOffset).DateTime);
        if (today < contract.ValidFrom)
            reasons.Add(ReasonTable.ContractNotYetValid.With(contract.Contract, Iso(contract.ValidFrom)));
        if (today > contract.ValidTo)
            reasons.Add(ReasonTable.ContractExpired.With(contract.Contract, Iso(contract.ValidTo)));
    }

    private static void CheckTerms(ScoreClause clause, ScoreQuery query, ref Reasons reasons)
    {
        if (query.Subjects.Count > clause.MaxBatch) reasons.Add(ReasonTable.BatchTooLarge.With(Number(clause.MaxBatch)));

        // A multiple, not merely coarser: rounded to 5 and to 7 points, one score is known better than to 5.
        if (query.Precision is { } precision && (precision < clause.Precision || precision % clause.Precision != 0))
            reasons.Add(ReasonTable.PrecisionNotGranted.With(Number(clause.Precision)));
        if (query.Reasons > clause.Reasons) reasons.Add(ReasonTable.ReasonsNotGranted.With(Number(clause.Reasons)));
        if (query.UnknownSubjects is { } treatment && treatment != clause.UnknownSubjects)
            reasons.Add(ReasonTable.UnknownSubjectsNotGranted.With(UnknownSubjectsWord.Of(clause.UnknownSubjects)));
    }

    private static void CheckFeatures(IReadOnlyList<string> needed, ScoreQuery query, ref Reasons reasons)
    {
        var (sent, complete) = (0, 0);
        for (var i = 0; i < needed.Count; i++)
        {
            if (!query.Features.ContainsKey(needed[i])) continue;
            sent++;
            if (!Contains(query.Incomplete, needed[i])) complete++;
        }

        // More than those of them that are needed: so one of them is not.
        if (query.Features.Count > sent) reasons.Add(ReasonTable.FeatureNotGranted.With(Join(needed)));
        if (complete < needed.Count) reasons.Add(ReasonTable.FeatureMissing.With(Join(needed)));
    }

    private static bool Contains(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
            if (string.Equals(names[i], name, StringComparison.Ordinal)) return true;
        return false;
    }

    private static string Join(IReadOnlyList<string> names) => $"[{string.Join(", ", names)}]";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Grants allocate no list.
    private struct Reasons
    {
        private List<Reason>? _all;

        public readonly bool Any => _all is not null;

        public readonly IReadOnlyList<Reason> All => _all ?? [];

        public void Add(Reason reason) => (_all ??= []).Add(reason);
    }
}

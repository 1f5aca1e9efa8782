using System.Globalization;
using Policies.Contracts;
using Policies.Datasets;
using Policies.Products;
using Policies.Queries;
using Policies.Queries.Aggregates;

namespace Policies.Decisions;

/// <summary>
/// Decides, purely: the same inputs give the same decision, always, and every input gives one. Usage is not its business: a grant
/// states its demands, and they are taken afterwards.
/// </summary>
public static class Evaluator
{
    // China keeps one time and no summer time (since 1991), so days need no time zone table.
    private static readonly TimeSpan ShanghaiOffset = TimeSpan.FromHours(8);

    /// <summary>Whether <paramref name="query"/> may run under <paramref name="contract"/> at <paramref name="now"/>.</summary>
    /// <param name="contract">The contract's version.</param>
    /// <param name="product">The product that it is about.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="now">When.</param>
    /// <param name="dataset">The product's dataset; aggregates and encrypted scores, which are about its columns and their bounds, are refused without.</param>
    /// <returns>A grant, or a refusal with every reason. A bug in here is a refusal too: <see cref="ReasonTable.EvaluationFailed"/>.</returns>
    public static Decision Evaluate(ContractVersion contract, ProductDocument product, Query query, DateTimeOffset now, DatasetDocument? dataset = null)
    {
        try
        {
            return Decide(contract, product, query, now, dataset);
        }
#pragma warning disable CA1031 // Whatever went wrong in here, the answer is no.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new Refusal(ReasonTable.EvaluationFailed.With());
        }
    }

    private static Decision Decide(ContractVersion contract, ProductDocument product, Query query, DateTimeOffset now, DatasetDocument? dataset)
    {
        var document = contract.Document;
        if (!string.Equals(document.Product, product.Product, StringComparison.Ordinal))
            return new Refusal(ReasonTable.EvaluationFailed.With());
        var reasons = default(ReasonList);
        CheckFrame(document, query.Purpose, now, ref reasons);
        var grant = query switch
        {
            ScoreQuery scores => ScoreRules.Decide(contract, product, scores, ref reasons),
            AggregateQuery aggregate when dataset is not null => AggregateRules.Decide(contract, product, dataset, aggregate, ref reasons),
            EncryptedQuery encrypted when dataset is not null => EncryptedRules.Decide(contract, product, dataset, encrypted, ref reasons),
            _ => throw new ArgumentException("No rules are known for this kind of query.", nameof(query)),
        };
        return reasons.Any ? new Refusal(reasons.All) : grant!;
    }

    /// <summary>What every operation is held to: the days and the purposes.</summary>
    internal static void CheckFrame(ContractDocument contract, string purpose, DateTimeOffset now, ref ReasonList reasons)
    {
        var today = DateOnly.FromDateTime(now.ToOffset(ShanghaiOffset).DateTime);
        if (today < contract.ValidFrom)
            reasons.Add(ReasonTable.ContractNotYetValid.With(contract.Contract, Iso(contract.ValidFrom)));
        if (today > contract.ValidTo)
            reasons.Add(ReasonTable.ContractExpired.With(contract.Contract, Iso(contract.ValidTo)));
        if (!Names.Contains(contract.Purposes, purpose))
            reasons.Add(ReasonTable.PurposeNotGranted.With(Names.Join(contract.Purposes)));
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using Policies.Aggregates.Planning;
using Policies.Contracts;
using Policies.Costs;
using Policies.Datasets;
using Policies.Products;
using Policies.Queries.Aggregates;

namespace Policies.Decisions;

/// <summary>What a contract says to an aggregate: nothing is granted that is not stated. The grant holds the whole job, priced.</summary>
internal static class AggregateRules
{
    /// <summary>The grant that holds if there are no <paramref name="reasons"/> against it; null only with a reason.</summary>
    public static Grant? Decide(ContractVersion contract, ProductDocument product, DatasetDocument dataset, AggregateQuery query, ref ReasonList reasons)
    {
        var document = contract.Document;
        if (document.Aggregate is not { } clause || product.Aggregate is null || document.Budget is null || dataset.Budget is null)
        {
            reasons.Add(ReasonTable.OperationNotGranted.With("aggregates"));
            return null;
        }

        if (!string.Equals(product.Dataset, dataset.Spec.Dataset, StringComparison.Ordinal)) throw new ArgumentException("This is not the product's dataset.", nameof(dataset));
        var columns = new QueryColumns(document, product, dataset);
        columns.Check(query, clause, ref reasons);
        if (reasons.Any) return null;
        return new AggregateCompiler(document, clause, product, dataset, columns).Compile(query, ref reasons) is not { } compiled
            ? null
            : new Grant(contract, compiled.Terms, Demands(document), compiled.Cost);
    }

    private static QuotaDemand[] Demands(ContractDocument contract) =>
    [
        new(contract.Contract, "calls", QuotaWindow.Second, contract.Quota.PerSecond, 1),
        new(contract.Contract, "calls", QuotaWindow.Day, contract.Quota.PerDay, 1),
        new(contract.Contract, "calls", QuotaWindow.Month, contract.Quota.PerMonth, 1),
    ];
}

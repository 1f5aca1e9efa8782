using Policies.Aggregates;
using Policies.Costs;
using Policies.Datasets;
using Policies.Products;

namespace Policies.Contracts;

/// <summary>What a contract's aggregates and budget may not say of its product and dataset.</summary>
internal static class AggregateChecks
{
    public static IEnumerable<(string[] Path, string Message)> Run(ContractDocument contract, ProductDocument product, DatasetDocument? dataset)
    {
        if (contract.Aggregate is not { } clause)
            return contract.Budget is null ? [] : [(["budget"], "budget: Only aggregates spend a budget. Grant aggregate, or drop it.")];
        if (product.Aggregate is not { } surface) return [];
        return [.. Columns(clause, surface), .. Epsilon(clause, product), .. OfDataset(clause, dataset), .. Budget(contract.Budget, clause, dataset?.Budget)];
    }

    private static IEnumerable<(string[] Path, string Message)> Columns(AggregateClause clause, AggregateSurface surface)
    {
        foreach (var name in clause.GroupBy.Except(surface.Dimensions, StringComparer.Ordinal))
            yield return (["aggregate", "groupBy"], $"groupBy: '{name}' is no dimension of the product, which are [{string.Join(", ", surface.Dimensions)}]. Drop it.");
        foreach (var name in clause.Where.Except(surface.Dimensions.Concat(surface.Measures), StringComparer.Ordinal))
            yield return (["aggregate", "where"], $"where: '{name}' is neither a dimension nor a measure of the product. Drop it.");
        foreach (var name in (clause.Measures ?? []).Select(m => m.Column).Except(surface.Measures, StringComparer.Ordinal))
            yield return (["aggregate", "measures"], $"measures: '{name}' is no measure of the product, which are [{string.Join(", ", surface.Measures)}]. Drop it.");
        if (surface.Measures.Count == 0 && clause.Functions.FirstOrDefault(f => FunctionName.Of(f).NeedsMeasure) is var needy && FunctionName.Of(needy).NeedsMeasure)
            yield return (["aggregate", "functions"], $"functions: '{FunctionName.Of(needy).Id}' needs a measure, and the product has none. Drop it.");
    }

    private static IEnumerable<(string[] Path, string Message)> Epsilon(AggregateClause clause, ProductDocument product)
    {
        if (product.Floor.MaxEpsilonPerQuery is { } most && clause.EpsilonPerQuery > most)
            yield return (["aggregate", "epsilonPerQuery"], $"epsilonPerQuery: The product's floor is {most}. Write {most} or less.");
    }

    private static IEnumerable<(string[] Path, string Message)> OfDataset(AggregateClause clause, DatasetDocument? dataset)
    {
        if (dataset is null) yield break;
        foreach (var (key, message) in FloorRules.Of(dataset.Classification).Objections(clause)) yield return (["aggregate", key], $"{key}: {message}");
    }

    // The contract's share may not be larger than the whole; that all shares together are is normal, and the dataset's budget then ends first.
    private static IEnumerable<(string[] Path, string Message)> Budget(PrivacyBudget? budget, AggregateClause clause, PrivacyBudget? whole)
    {
        if (budget is null)
        {
            yield return (["aggregate"], "aggregate: What aggregates may spend is not stated. Add budget: { window: …, lifetime: … } to the contract.");
            yield break;
        }

        if (clause.EpsilonPerQuery.Cost.NanoRho > budget.Window.NanoRho)
            yield return (["budget", "window"], $"window: One query of epsilonPerQuery costs a rho of {PrivacyBudget.Rho(clause.EpsilonPerQuery.Cost)}, which is more. Raise the budget, or lower epsilonPerQuery.");
        if (whole is null) yield break;
        if (Exceeds(budget.Window, whole.Window)) yield return (["budget", "window"], $"window: It is above the dataset's, {Text(whole.Window)}. Lower it.");
        if (Exceeds(budget.Lifetime, whole.Lifetime)) yield return (["budget", "lifetime"], $"lifetime: It is above the dataset's, {Text(whole.Lifetime)}. Lower it.");
    }

    private static bool Exceeds(PrivacyCost part, PrivacyCost whole) => part.NanoRho > whole.NanoRho || part.FemtoDelta > whole.FemtoDelta;

    private static string Text(PrivacyCost cost) => $"rho {PrivacyBudget.Rho(cost)}, delta {PrivacyBudget.Delta(cost)}";
}

using Policies.Aggregates;
using Policies.Costs;
using Policies.Products;

namespace Policies.Contracts;

/// <summary>What a contract grants of aggregates, over the product's surface.</summary>
/// <param name="Functions">The functions; at least one.</param>
/// <param name="GroupBy">The columns that may be grouped by.</param>
/// <param name="Where">The columns that may be filtered by.</param>
/// <param name="Measures">The columns that functions may be computed of, each with which; null: every measure of the product, with every function granted.</param>
/// <param name="EpsilonPerQuery">The most of one query.</param>
public sealed record AggregateClause(
    IReadOnlyList<AggregateFunction> Functions,
    IReadOnlyList<string> GroupBy,
    IReadOnlyList<string> Where,
    IReadOnlyList<MeasureClause>? Measures,
    Epsilon EpsilonPerQuery)
{
    /// <summary>The measures, written out. Nothing that the product does not offer is among them.</summary>
    public IReadOnlyList<MeasureClause> MeasuresOf(ProductDocument product)
    {
        if (product.Aggregate is not { } surface) return [];
        AggregateFunction[] functions = [.. Functions.Where(f => FunctionName.Of(f).NeedsMeasure)];
        if (functions.Length == 0) return [];
        return Measures is null
            ? [.. surface.Measures.Select(m => new MeasureClause(m, functions))]
            : [.. Measures.Where(m => surface.Measures.Contains(m.Column, StringComparer.Ordinal))];
    }
}

/// <summary>A measure that is granted.</summary>
/// <param name="Column">The column.</param>
/// <param name="Functions">The functions of it, all of them among the clause's and such that need a measure.</param>
public sealed record MeasureClause(string Column, IReadOnlyList<AggregateFunction> Functions);

using System.Collections.Frozen;
using Policies.Aggregates;
using Policies.Datasets;
using Policies.Products;

namespace Policies.Contracts;

/// <summary>What may be done with one column under one contract. By default: nothing.</summary>
/// <param name="Filter">It may be filtered by.</param>
/// <param name="GroupBy">It may be grouped by.</param>
/// <param name="Measure">The functions that may be computed of it; empty: none.</param>
/// <param name="ConsumerFeature">The consumer sends a feature made like it, in the clear.</param>
/// <param name="EncryptedFeature">The consumer sends a feature made like it, encrypted.</param>
/// <param name="ScoreFeature">It moves a score that is given.</param>
/// <param name="ScoreReason">A score's reasons may name its coarse group.</param>
public sealed record ColumnRule(
    bool Filter, bool GroupBy, IReadOnlyList<AggregateFunction> Measure, bool ConsumerFeature, bool EncryptedFeature, bool ScoreFeature, bool ScoreReason)
{
    /// <summary>Nothing.</summary>
    public static ColumnRule Deny { get; } = new(false, false, [], false, false, false, false);
}

/// <summary>The one answer to: what may this contract do with this column?</summary>
public sealed class ColumnRules
{
    private readonly FrozenDictionary<string, ColumnRule> _rules;

    private ColumnRules(FrozenDictionary<string, ColumnRule> rules) => _rules = rules;

    /// <summary>The rule of a column; <see cref="ColumnRule.Deny"/> of any that is not named, also of the subject's.</summary>
    public ColumnRule this[string column] => _rules.GetValueOrDefault(column, ColumnRule.Deny);

    /// <summary>The columns that are granted in some way, by name.</summary>
    public IReadOnlyDictionary<string, ColumnRule> Granted => _rules;

    /// <summary>The rules of a contract. What product or dataset lack is not granted, whatever the contract says.</summary>
    public static ColumnRules Of(ContractDocument contract, ProductDocument product, DatasetDocument dataset)
    {
        var rules = new Dictionary<string, ColumnRule>(StringComparer.Ordinal);
        foreach (var column in dataset.Spec.Columns)
        {
            var rule = Aggregates(column.Name, contract.Aggregate, product);
            rule = Scores(rule, [.. dataset.Spec.Features.Where(f => Same(f.Column, column.Name)).Select(f => f.Name)], contract, product);
            if (rule != ColumnRule.Deny) rules.Add(column.Name, rule);
        }

        return new ColumnRules(rules.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private static ColumnRule Aggregates(string column, AggregateClause? clause, ProductDocument product)
    {
        if (clause is null || product.Aggregate is not { } surface) return ColumnRule.Deny;
        var dimension = Contains(surface.Dimensions, column);
        var functions = clause.MeasuresOf(product).FirstOrDefault(m => Same(m.Column, column))?.Functions;
        return ColumnRule.Deny with
        {
            Filter = (dimension || Contains(surface.Measures, column)) && Contains(clause.Where, column),
            GroupBy = dimension && Contains(clause.GroupBy, column),
            Measure = functions ?? ColumnRule.Deny.Measure,
        };
    }

    private static ColumnRule Scores(ColumnRule rule, string[] features, ContractDocument contract, ProductDocument product)
    {
        if (contract.Score is { } clause && product.Score is { } surface && product.Models.FirstOrDefault(m => Same(m.Name, surface.Model)) is { } model)
        {
            var uses = features.Any(f => Contains(model.Features, f));
            var sends = features.Any(f => Contains(model.ConsumerFeatures, f));
            rule = rule with { ScoreFeature = uses, ConsumerFeature = sends, ScoreReason = clause.Reasons > 0 && (uses || sends) };
        }

        if (contract.Encrypted is { } encrypted && product.Encrypted is { } secret)
            rule = rule with { EncryptedFeature = features.Any(f => Contains(secret.ConsumerFeatures, f) && Contains(encrypted.Features, f)) };
        return rule;
    }

    private static bool Contains(IReadOnlyList<string> names, string name) => names.Contains(name, StringComparer.Ordinal);

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}

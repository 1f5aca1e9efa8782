using Policies.Aggregates.Conditions;
using Policies.Contracts;
using Policies.Datasets;
using Policies.Decisions;
using Policies.Products;
using Policies.Queries.Aggregates;

namespace Policies.Aggregates.Planning;

/// <summary>The columns that one contract lets a query name, and for what. A column that is not granted is not told apart from one that there is not.</summary>
internal sealed class QueryColumns(ContractDocument contract, ProductDocument product, DatasetDocument dataset)
{
    private readonly ColumnRules _rules = ColumnRules.Of(contract, product, dataset);
    private readonly Dictionary<string, ColumnFacts> _facts = dataset.Spec.Columns.ToDictionary(c => c.Name, c => new ColumnFacts(c), StringComparer.Ordinal);
    private readonly Dictionary<string, ColumnClause> _clauses = dataset.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);

    /// <summary>All that may be filtered by.</summary>
    public IReadOnlyDictionary<string, ColumnFacts> Filters =>
        _rules.Granted.Where(r => r.Value.Filter).ToDictionary(r => r.Key, r => _facts[r.Key], StringComparer.Ordinal);

    public ColumnFacts this[string name] => _facts[name];

    public SubjectBounds? SubjectBoundsOf(string name) => _clauses[name].SubjectBounds;

    /// <summary>Whether all rows of one person have the same value.</summary>
    public bool IsConstant(string name) => dataset.Spec.MaxRows == 1 || _facts[name].Spec.PerSubjectConstant;

    /// <summary>Adds a reason for each thing that is not granted.</summary>
    public void Check(AggregateQuery query, AggregateClause clause, ref ReasonList reasons)
    {
        if (query.Select.Any(s => !clause.Functions.Contains(s.Function)))
            reasons.Add(ReasonTable.FunctionNotGranted.With(Names.Join([.. clause.Functions.Select(f => FunctionName.Of(f).Id)])));
        else if (query.Select.Any(s => s.Column is { } column && !_rules[column.Name].Measure.Contains(s.Function)))
            reasons.Add(NotGranted("compute of", "统计", r => r.Measure.Count > 0));
        if (query.GroupBy.Any(k => !_rules[k.Name].GroupBy)) reasons.Add(NotGranted("group by", "分组", r => r.GroupBy));
        if (query.Where is { } where && Named(where).Any(c => !_rules[c].Filter)) reasons.Add(NotGranted("filter by", "筛选", r => r.Filter));
    }

    private Reason NotGranted(string use, string useZh, Func<ColumnRule, bool> has) => ReasonTable.ColumnNotGranted.With(
        Names.Join([.. _rules.Granted.Where(r => has(r.Value)).Select(r => r.Key).Order(StringComparer.Ordinal)]), use, useZh);

    private static IEnumerable<string> Named(Predicate predicate) => predicate switch
    {
        Predicate.Not not => Named(not.Part),
        Predicate.And and => and.Parts.SelectMany(Named),
        Predicate.Or or => or.Parts.SelectMany(Named),
        Predicate.Comparison comparison => [comparison.Column.Name],
        _ => [],
    };
}

using Policies.Aggregates.Conditions;
using Policies.Queries;
using Policies.Queries.Aggregates;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Policies.Aggregates.Planning;

/// <summary>
/// Which keys a query has, in the order of the columns' names. Keys are public, and then all answered, when documents or query say them: a declared domain, the
/// whole numbers between near bounds, true and false, or what the condition lists. All others are private.
/// </summary>
internal static class KeyPlanner
{
    private const long MostListed = 1_000;

    public static List<GroupColumn> Plan(AggregateQuery query, QueryColumns columns, Condition where, JsonProblems problems)
    {
        var keys = query.GroupBy.Select(k => Plan(columns[k.Name], where)).ToList();
        if (query.Select.FirstOrDefault(s => s.Function == AggregateFunction.Histogram) is { Column: { } column } histogram)
        {
            // A histogram is a count in bins: whatever else were asked would be told of each bin.
            if (query.Select.Count > 1 || query.GroupBy.Any(k => string.Equals(k.Name, column.Name, StringComparison.Ordinal)))
                problems.Add(histogram.Place, AggregateProblem.HistogramAlone);
            else if (Edges(columns[column.Name].Spec, histogram) is { } edges) keys.Add(new Bins(column.Name, edges));
            else problems.Add(histogram.Place, AggregateProblem.EdgesOffLattice);
        }

        return [.. keys.OrderBy(k => k.Column, StringComparer.Ordinal)];
    }

    private static GroupColumn Plan(ColumnFacts column, Condition where)
    {
        if (Listed(column.Name, where) is { } listed && Literals(listed) is { } chosen) return new PublicKeys(column.Name, chosen);
        if (column.Spec.Domain is { } domain) return new PublicKeys(column.Name, [.. domain.Select(d => new TextLiteral(d))]);
        return column.Lattice is { } lattice && Literals(new LatticeSet(column, lattice, Missing: false)) is { } all
            ? new PublicKeys(column.Name, all)
            : new PrivateKeys(column.Name);
    }

    /// <summary>The values that the condition leaves a column, when it says so of every row.</summary>
    private static ValueSet? Listed(string column, Condition where) => where switch
    {
        Condition.Within { Set: var set } when string.Equals(set.Column.Name, column, StringComparison.Ordinal) => set,
        Condition.All all => all.Parts.Select(p => p is Condition.All ? null : Listed(column, p)).FirstOrDefault(s => s is not null),
        _ => null,
    };

    /// <summary>The values themselves, if they are few and none is missing among them.</summary>
    private static List<Literal>? Literals(ValueSet set) => set switch
    {
        // A missing value is no public key, and its rows would be lost.
        { Missing: true } => null,
        TextSet { Except: false } texts when texts.Texts.Count > 0 => [.. InOrder(texts).Select(t => new TextLiteral(t))],
        LatticeSet { Values: { IsEmpty: false } values } lattice when values.Parts.Sum(p => (decimal)p.High - p.Low + 1) <= MostListed =>
            [.. values.Parts.SelectMany(p => Enumerable.Range(0, (int)(p.High - p.Low + 1)).Select(i => Of(lattice.Column.Spec.Type, p.Low + i)))],
        _ => null,
    };

    // As the document lists them, where it does.
    private static IEnumerable<string> InOrder(TextSet set) => set.Column.Spec.Domain?.Where(set.Texts.Contains) ?? set.Texts;

    private static Literal Of(ColumnType type, long value) => type switch
    {
        ColumnType.Date => new DateLiteral(DateOnly.FromDayNumber((int)value)),
        ColumnType.Boolean => new BooleanLiteral(value == 1),
        _ => new NumberLiteral(value),
    };

    private static List<long>? Edges(ColumnSpec column, Selection histogram)
    {
        var edges = histogram.Edges.Where(e => e.IsMultipleAt(column.Scale)).Select(e => e.Floor(column.Scale)).Where(e => System.Numerics.BigInteger.Abs(e) <= AggregateLimits.MaxBound).ToList();
        return edges.Count == histogram.Edges.Count ? [.. edges.Select(e => (long)e)] : null;
    }
}

using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Policies.Aggregates.Conditions;

/// <summary>A normal form → the predicate that crosses the wall. Equal forms give equal predicates.</summary>
internal static class ConditionCompiler
{
    /// <summary>The predicate of a condition that some rows meet and others do not.</summary>
    public static AggregatePredicate Compile(Condition condition) => condition switch
    {
        Condition.Within { Set: var set } => Compile(set),
        Condition.All all => new AllOf([.. all.Parts.Select(Compile)]),
        Condition.Any any => new AnyOf([.. any.Parts.Select(Compile)]),
        _ => throw new ArgumentException("What always or never holds is no predicate of its own.", nameof(condition)),
    };

    /// <summary>The predicate that no row meets: a value is never both missing and not.</summary>
    public static AggregatePredicate Never(string column) => new AllOf([new Missing(column), new Negate(new Missing(column))]);

    /// <summary>How many predicates and listed values there are, as the worker counts them.</summary>
    public static int Size(AggregatePredicate predicate) => predicate switch
    {
        AllOf all => 1 + all.Parts.Sum(Size),
        AnyOf any => 1 + any.Parts.Sum(Size),
        Negate not => 1 + Size(not.Part),
        OneOf one => 1 + one.Values.Count,
        _ => 1,
    };

    private static AggregatePredicate Compile(ValueSet set)
    {
        List<AggregatePredicate> parts = [.. set.HoldsAllValues ? [new Negate(new Missing(set.Column.Name))] : set is TextSet texts ? Texts(texts) : Values((LatticeSet)set)];
        if (set.Missing) parts.Add(new Missing(set.Column.Name));
        return parts is [var one] ? one : new AnyOf(parts);
    }

    private static IEnumerable<AggregatePredicate> Texts(TextSet set)
    {
        if (set.Texts.Count == 0) return [];
        if (set.Except) return [new Negate(OneOf(set.Column.Name, set.Texts))];
        // Of a declared domain, the shorter list of the two.
        if (set.Column.Domain is { } domain && set.Texts.Count * 2 > domain.Count)
            return [new Negate(OneOf(set.Column.Name, domain.Except(set.Texts, StringComparer.Ordinal).Order(StringComparer.Ordinal)))];
        return [OneOf(set.Column.Name, set.Texts)];
    }

    private static AggregatePredicate OneOf(string column, IEnumerable<string> texts) => OneOf(column, [.. texts.Select(t => (Literal)new TextLiteral(t))]);

    private static AggregatePredicate OneOf(string column, IReadOnlyList<Literal> values) =>
        values is [var one] ? new Compare(column, Comparison.Equal, one) : new OneOf(column, values);

    private static IEnumerable<AggregatePredicate> Values(LatticeSet set)
    {
        var (name, type) = (set.Column.Name, set.Column.Spec.Type);
        var (least, most) = set.Column.Lattice!.Parts[0];
        var points = set.Values.Parts.Where(p => p.Low == p.High).Select(p => Of(type, p.Low)).ToList();
        if (points.Count > 0) yield return OneOf(name, points);
        foreach (var (low, high) in set.Values.Parts.Where(p => p.Low < p.High))
        {
            var above = new Compare(name, Comparison.GreaterOrEqual, Of(type, low));
            var below = new Compare(name, Comparison.LessOrEqual, Of(type, high));
            yield return low == least ? below : high == most ? above : new AllOf([above, below]);
        }
    }

    private static Literal Of(ColumnType type, long value) => type switch
    {
        ColumnType.Date => new DateLiteral(DateOnly.FromDayNumber((int)value)),
        ColumnType.Boolean => new BooleanLiteral(value == 1),
        _ => new NumberLiteral(value),
    };
}

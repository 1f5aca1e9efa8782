using System.Globalization;
using System.Numerics;
using Policies.Queries;
using Policies.Queries.Aggregates;
using Sandbox.Protocol.Datasets;

namespace Policies.Aggregates.Conditions;

/// <summary>
/// A predicate as asked → its normal form over columns of a dataset. NOT is pushed to the comparisons (in SQL's three values NOT(a AND b) is NOT a OR
/// NOT b, and NOT NOT a is a). There a comparison and its opposite are both untrue of a missing value, so each becomes a set of values, and from then
/// on a row is in or out. The meaning is unchanged: a row counts under the normal form exactly when the predicate is true of it.
/// </summary>
internal sealed class Normaliser(IReadOnlyDictionary<string, ColumnFacts> columns, JsonProblems problems)
{
    /// <summary>The normal form. Where there are problems, comparisons that have them count as always true.</summary>
    public Condition Run(Predicate predicate, bool negated = false) => predicate switch
    {
        Predicate.Not not => Run(not.Part, !negated),
        Predicate.And and => negated ? ConditionBuilder.Any(and.Parts.Select(p => Run(p, true))) : ConditionBuilder.All(and.Parts.Select(p => Run(p))),
        Predicate.Or or => negated ? ConditionBuilder.All(or.Parts.Select(p => Run(p, true))) : ConditionBuilder.Any(or.Parts.Select(p => Run(p))),
        Predicate.Comparison comparison => Run(comparison, negated),
        _ => throw new ArgumentException("There is no other predicate.", nameof(predicate)),
    };

    private Condition Run(Predicate.Comparison comparison, bool negated)
    {
        if (!columns.TryGetValue(comparison.Column.Name, out var column)) return new Condition.Everything();
        if (comparison.Operator == ComparisonOperator.IsNull) return ConditionBuilder.Of(MissingOnly(column, negated));
        var before = problems.Count;
        if (!OperatorName.Of(comparison.Operator).Fits(column.Spec.Type)) problems.Add(comparison.Place, AggregateProblem.NoOrder);
        ValueSet? set = column.Lattice is null ? Texts(column, comparison) : Values(column, comparison);
        if (problems.Count > before) return new Condition.Everything();
        return ConditionBuilder.Of(negated ? set!.NotValues() : set!);
    }

    private static ValueSet MissingOnly(ColumnFacts column, bool negated)
    {
        ValueSet none = column.Lattice is null ? TextSet.Of(column, [], missing: false) : new LatticeSet(column, Intervals.None, Missing: false);
        return negated ? none.NotValues() : none with { Missing = column.Spec.Nullable };
    }

    private TextSet? Texts(ColumnFacts column, Predicate.Comparison comparison)
    {
        var texts = comparison.Literals.Select(l => (l as QueryLiteral.Text)?.Value).ToList();
        if (texts.Contains(null))
        {
            problems.Add(comparison.Place, AggregateProblem.WantsTextLiteral);
            return null;
        }

        var set = TextSet.Of(column, texts.OfType<string>(), missing: false);
        return comparison.Operator == ComparisonOperator.NotEqual ? (TextSet)set.NotValues() : set;
    }

    // A comparison with a number between two lattice points is one with the point below: x > 4.5 is x > 4 of whole numbers, x = 4.5 never holds.
    private LatticeSet? Values(ColumnFacts column, Predicate.Comparison comparison)
    {
        var points = new List<(BigInteger Floor, bool Exact)>();
        foreach (var literal in comparison.Literals)
        {
            if (Point(column.Spec, literal) is { } point) points.Add(point);
            else problems.Add(comparison.Place, Wanted(column.Spec.Type));
        }

        if (points.Count < comparison.Literals.Count) return null;
        var all = column.Lattice!;
        var (least, most) = ((BigInteger)long.MinValue, (BigInteger)long.MaxValue);
        var (floor, exact) = points[0];
        var values = comparison.Operator switch
        {
            ComparisonOperator.Less => Intervals.Of(least, exact ? floor - 1 : floor, all),
            ComparisonOperator.LessOrEqual => Intervals.Of(least, floor, all),
            ComparisonOperator.Greater => Intervals.Of(floor + 1, most, all),
            ComparisonOperator.GreaterOrEqual => Intervals.Of(exact ? floor : floor + 1, most, all),
            ComparisonOperator.Between => Intervals.Of(exact ? floor : floor + 1, points[1].Floor, all),
            ComparisonOperator.NotEqual => Points(points, all).Not(all),
            _ => Points(points, all),
        };
        return new LatticeSet(column, values, Missing: false);
    }

    private static Intervals Points(List<(BigInteger Floor, bool Exact)> points, Intervals all) => points
        .Where(p => p.Exact).Aggregate(Intervals.None, (found, p) => found.Or(Intervals.Of(p.Floor, p.Floor, all)));

    private static (BigInteger Floor, bool Exact)? Point(ColumnSpec column, QueryLiteral literal) => (column.Type, literal) switch
    {
        (ColumnType.Integer or ColumnType.Decimal, QueryLiteral.Number number) => (number.Value.Floor(column.Scale), number.Value.IsMultipleAt(column.Scale)),
        (ColumnType.Date, QueryLiteral.Text text) when DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) =>
            (date.DayNumber, true),
        (ColumnType.Boolean, QueryLiteral.Truth truth) => (truth.Value ? 1 : 0, true),
        _ => null,
    };

    private static QueryProblem Wanted(ColumnType type) => type switch
    {
        ColumnType.Date => AggregateProblem.WantsDateLiteral,
        ColumnType.Boolean => AggregateProblem.WantsTruthLiteral,
        _ => AggregateProblem.WantsNumberLiteral,
    };
}

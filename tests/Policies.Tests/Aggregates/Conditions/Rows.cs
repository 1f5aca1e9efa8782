using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Policies.Aggregates;
using Policies.Aggregates.Conditions;
using Policies.Queries.Aggregates;
using Sandbox.Protocol.Datasets;

namespace Policies.Tests.Aggregates.Conditions;

/// <summary>A small dataset: its columns, random rows of them, and random predicates with their literals near the rows' values.</summary>
internal static class Rows
{
    public static readonly ColumnSpec[] Columns =
    [
        new("whole", ColumnType.Integer, Lower: -3, Upper: 6, Nullable: true),
        new("open", ColumnType.Integer),
        new("money", ColumnType.Decimal, Scale: 1, Lower: 0, Upper: 2),
        new("district", ColumnType.Text, Domain: ["A", "B", "C"]),
        new("employer", ColumnType.Text, Nullable: true),
        new("since", ColumnType.Date, Nullable: true),
        new("active", ColumnType.Boolean, Nullable: true),
    ];

    public static FrozenDictionary<string, ColumnFacts> Facts { get; } = Columns.ToFrozenDictionary(c => c.Name, c => new ColumnFacts(c), StringComparer.Ordinal);

    /// <summary>Values as the engine holds them: lattice units, day numbers, 0 and 1, texts; null is missing.</summary>
    public static Gen<Dictionary<string, object?>> Row { get; } =
        from values in Gen.CollectToArray(Columns.Select(Value))
        select Columns.Zip(values).ToDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal);

    public static Gen<Predicate> Predicates { get; } = Gen.Sized(size => Of(Math.Min(size, 5)));

    private static Gen<object?> Value(ColumnSpec column)
    {
        Gen<object?> value = column.Type switch
        {
            ColumnType.Text => Gen.Elements<object?>("A", "B", "C"),
            ColumnType.Date => Gen.Choose(100, 103).Select(d => (object?)(long)d),
            ColumnType.Boolean => Gen.Choose(0, 1).Select(b => (object?)(long)b),
            ColumnType.Decimal => Gen.Choose(0, 20).Select(d => (object?)(long)d),
            _ when column.Lower is null => Gen.OneOf(Gen.Choose(-3, 6).Select(d => (object?)(long)d), Gen.Elements<object?>(long.MinValue, long.MaxValue)),
            _ => Gen.Choose(-3, 6).Select(d => (object?)(long)d),
        };
        return column.Nullable ? Gen.Frequency((4, value), (1, Gen.Constant<object?>(null))) : value;
    }

    private static Gen<Predicate> Of(int depth)
    {
        if (depth == 0) return Comparison;
        var parts = Of(depth - 1).ListOf().Select(p => p.Take(3).ToList()).Where(p => p.Count > 0);
        return Gen.Frequency(
            (2, Comparison),
            (1, Of(depth - 1).Select(p => (Predicate)new Predicate.Not(p))),
            (2, parts.Select(p => (Predicate)new Predicate.And(p))),
            (2, parts.Select(p => (Predicate)new Predicate.Or(p))));
    }

    private static Gen<Predicate> Comparison { get; } =
        from column in Gen.Elements(Columns)
        from name in Gen.Elements(OperatorName.List.Where(o => o.Fits(column.Type)).ToArray())
        from count in Gen.Choose(1, 4)
        from literals in Literal(column).ArrayOf(name.Operator switch { ComparisonOperator.IsNull => 0, ComparisonOperator.Between => 2, ComparisonOperator.In => count, _ => 1 })
        select (Predicate)new Predicate.Comparison(new NamedColumn(column.Name, "$"), name.Operator, literals, "$");

    private static Gen<QueryLiteral> Literal(ColumnSpec column) => column.Type switch
    {
        ColumnType.Text => Gen.Elements("A", "B", "C", "D").Select(t => (QueryLiteral)new QueryLiteral.Text(t)),
        ColumnType.Boolean => Gen.Elements(true, false).Select(t => (QueryLiteral)new QueryLiteral.Truth(t)),
        ColumnType.Date => Gen.Choose(99, 104).Select(d => (QueryLiteral)new QueryLiteral.Text(DateOnly.FromDayNumber(d).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        _ => Gen.OneOf(Gen.Choose(-40, 70).Select(Tenths), Gen.Choose(-200, 200).Select(Hundredths), Gen.Elements(Extremes)).Select(n => (QueryLiteral)new QueryLiteral.Number(n)),
    };

    private static readonly ExactNumber[] Extremes = [Number("1e300"), Number("-1e300"), Number("9223372036854775807"), Number("-9223372036854775808"), Number("9223372036854775807.5")];

    private static ExactNumber Tenths(int n) => Number($"{n}e-1");

    private static ExactNumber Hundredths(int n) => Number($"{n}e-2");

    public static ExactNumber Number(string text) => ExactNumber.TryParse(text, out var number) ? number : throw new ArgumentException(text, nameof(text));

    /// <summary>What SQL says: true, false, or null for unknown.</summary>
    public static bool? Truth(Predicate predicate, IReadOnlyDictionary<string, object?> row) => predicate switch
    {
        Predicate.Not not => !Truth(not.Part, row),
        Predicate.And and => and.Parts.Select(p => Truth(p, row)).Aggregate((bool?)true, (a, b) => a == false || b == false ? false : a & b),
        Predicate.Or or => or.Parts.Select(p => Truth(p, row)).Aggregate((bool?)false, (a, b) => a == true || b == true ? true : a | b),
        Predicate.Comparison c => Truth(c, Array.Find(Columns, x => x.Name == c.Column.Name)!, row[c.Column.Name]),
        _ => throw new ArgumentException("There is no other.", nameof(predicate)),
    };

    private static bool? Truth(Predicate.Comparison comparison, ColumnSpec column, object? value)
    {
        if (comparison.Operator == ComparisonOperator.IsNull) return value is null;
        if (value is null) return null;
        int Against(int i) => Compare(column, value, comparison.Literals[i]);
        return comparison.Operator switch
        {
            ComparisonOperator.Equal => Against(0) == 0,
            ComparisonOperator.NotEqual => Against(0) != 0,
            ComparisonOperator.Less => Against(0) < 0,
            ComparisonOperator.LessOrEqual => Against(0) <= 0,
            ComparisonOperator.Greater => Against(0) > 0,
            ComparisonOperator.GreaterOrEqual => Against(0) >= 0,
            ComparisonOperator.Between => Against(0) >= 0 && Against(1) <= 0,
            _ => Enumerable.Range(0, comparison.Literals.Count).Any(i => Against(i) == 0),
        };
    }

    private static int Compare(ColumnSpec column, object value, QueryLiteral literal) => (value, literal) switch
    {
        (string text, QueryLiteral.Text other) => string.CompareOrdinal(text, other.Value),
        (long day, QueryLiteral.Text date) => day.CompareTo(DateOnly.ParseExact(date.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber),
        (long bit, QueryLiteral.Truth truth) => bit.CompareTo(truth.Value ? 1 : 0),
        (long units, QueryLiteral.Number number) => Scaled(units, column.Scale).CompareTo(number.Value),
        _ => throw new ArgumentException("The literal is of another type.", nameof(literal)),
    };

    private static ExactNumber Scaled(BigInteger units, int scale) => Number($"{units.ToString(CultureInfo.InvariantCulture)}e-{scale}");
}

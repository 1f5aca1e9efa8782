using System.Globalization;
using Sandbox.Datasets;
using Sandbox.Privacy.Plans;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>One measurement as SQL: what it needs of a row, of a person's group and of a group.</summary>
internal static class MeasureSql
{
    // Squares of numbers up to this have at most 18 digits, which is what the engine multiplies decimals in unless told otherwise.
    private const long SmallBound = 1_000_000_000 - 1;

    /// <summary>The row's column <c>m{i}</c>, clamped where rows are; null when none is needed.</summary>
    public static string? Row(Measurement measurement, BoundJob job, SqlParameters parameters) => measurement switch
    {
        CountRows { Column: { } column } => Sql.Name(column),
        SumOf sum when job.Plan.Kind == PlanKind.PerSubject => Sql.Name(sum.Column),
        SumOf sum => Clamp(sum.Column, sum.Lower, sum.Upper, job, parameters),
        MomentsOf moments => Clamp(moments.Column, moments.Lower, moments.Upper, job, parameters),
        _ => null,
    };

    /// <summary>Aggregates over rows, in the order of the measurement's power sums. Under per subject they are of one person's group.</summary>
    public static IReadOnlyList<string> OfRows(Measurement measurement, int i, BoundJob job, SqlParameters parameters) => measurement switch
    {
        CountRows { Column: null } => ["count(*)"],
        CountRows => [$"count(m{i})"],
        CountSubjects => [job.Plan.Kind == PlanKind.PerSubject ? "1" : People(job)],
        SumOf => [$"sum(m{i})"],
        MomentsOf { Order: 1 } => [$"count(m{i})", $"sum(m{i})"],
        MomentsOf moments => [$"count(m{i})", $"sum(m{i})", $"sum({Square(moments, i, job, parameters)})"],
        _ => [],
    };

    /// <summary>What a person's group counts for, clamped where people are.</summary>
    public static string OfCell(Measurement measurement, string cell, BoundJob job, SqlParameters parameters)
    {
        if (measurement is not SumOf sum) return cell;
        var column = job.ColumnOf(sum.Column);
        var (lower, upper) = (parameters.Sum(sum.Lower, column), parameters.Sum(sum.Upper, column));
        return $"CASE WHEN {cell} < {lower} THEN {lower} WHEN {cell} > {upper} THEN {upper} ELSE {cell} END";
    }

    /// <summary>The people of a group under ranked rows. When no two rows of a person differ in what matters, the first one stands for the person.</summary>
    public static string People(BoundJob job) => job.PeopleConstant ? "count(*) FILTER (WHERE r = 1)" : "count(DISTINCT s)";

    /// <summary>The bin of a tree, from 0; null for a missing value. On the lattice, in 64 bits: (2⁴⁴)·2¹² is below 2⁶³.</summary>
    public static string Bin(TreeOf tree, BoundJob job, SqlParameters parameters)
    {
        var column = job.ColumnOf(tree.Column);
        var power = 1L;
        for (var i = 0; i < column.Scale; i++) power *= 10;
        var lattice = column.Type == ColumnType.Integer ? "{0}" : $"CAST({{0}} * {power.ToString(CultureInfo.InvariantCulture)} AS BIGINT)";
        var clamped = string.Format(CultureInfo.InvariantCulture, lattice, $"({Clamp(tree.Column, tree.Lower, tree.Upper, job, parameters)})");
        return string.Create(CultureInfo.InvariantCulture, $"(({clamped} - ({tree.Lower})) * {1L << tree.Levels}) {parameters.Dialect.WholeDivision} {tree.Upper - tree.Lower + 1}");
    }

    // What the import proved of every row is not looked at again: a bound that the column cannot pass costs nothing. CASE, not LEAST and GREATEST: those drop a
    // missing value and would make a bound of it.
    private static string Clamp(string name, long lower, long upper, BoundJob job, SqlParameters parameters)
    {
        var (column, x) = (job.ColumnOf(name), Sql.Name(name));
        var cases = "";
        if (!(column.Lower >= Literals.Value(lower, column.Scale))) cases += $"WHEN {x} < {parameters.Number(lower, column)} THEN {parameters.Number(lower, column)} ";
        if (!(column.Upper <= Literals.Value(upper, column.Scale))) cases += $"WHEN {x} > {parameters.Number(upper, column)} THEN {parameters.Number(upper, column)} ";
        return cases.Length == 0 ? x : $"CASE {cases}ELSE {x} END";
    }

    private static string Square(MomentsOf moments, int i, BoundJob job, SqlParameters parameters) =>
        Math.Max(Math.Abs(moments.Lower), Math.Abs(moments.Upper)) <= SmallBound
            ? $"m{i} * m{i}"
            : $"CAST(m{i} AS {parameters.SumType(job.ColumnOf(moments.Column))}) * m{i}";
}

using Sandbox.Aggregates.Engines;
using Sandbox.Privacy.Plans;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>
/// The statements of a job. The main one gives for each group its keys, its number of people when keys are selected by it, and the power sums of every measurement;
/// each tree has one of its own: keys, bin, rows.
/// </summary>
internal static class AggregateSql
{
    /// <summary>The main statement: one row a group.</summary>
    public static SqlStatement Groups(BoundJob job, SqlDialect dialect)
    {
        var parameters = new SqlParameters(dialect);
        var source = new RowSource(job, parameters);
        var rows = source.Rows(job.Job.Measurements
            .Select((m, i) => (Name: $"m{i}", Expression: MeasureSql.Row(m, job, parameters)))
            .Where(m => m.Expression is not null).Select(m => (m.Name, m.Expression!)));
        var text = job.Plan.Kind == PlanKind.RankedRows ? Ranked(job, source, rows, parameters) : PerSubject(job, source, rows, parameters);
        return new SqlStatement(text, parameters.Values);
    }

    /// <summary>The statement of the tree at an index.</summary>
    public static SqlStatement Tree(BoundJob job, TreeOf tree, SqlDialect dialect)
    {
        var parameters = new SqlParameters(dialect);
        var source = new RowSource(job, parameters);
        var rows = source.InKeptGroups(source.Rows([("b", MeasureSql.Bin(tree, job, parameters))]));
        return new SqlStatement(
            $"SELECT {source.KeyTexts}b, count(*) FROM ({rows}) AS t WHERE b IS NOT NULL{RowSource.GroupBy(source.Keys, "b")}", parameters.Values);
    }

    private static string Ranked(BoundJob job, RowSource source, string rows, SqlParameters parameters)
    {
        var people = job.Threshold is null ? [] : new[] { MeasureSql.People(job) };
        var sums = job.Job.Measurements.SelectMany((m, i) => MeasureSql.OfRows(m, i, job, parameters));
        return $"SELECT {source.KeyTexts}{Texts(people.Concat(sums))} FROM ({rows}) AS t{RowSource.GroupBy(source.Keys)}";
    }

    private static string PerSubject(BoundJob job, RowSource source, string rows, SqlParameters parameters)
    {
        var parts = job.Job.Measurements.SelectMany((m, i) => MeasureSql.OfRows(m, i, job, parameters).Select((sql, j) => (Measurement: m, Name: $"c{i}_{j}", Sql: sql))).ToList();
        var cells = $"SELECT {source.Partition()}, min(r) AS f{string.Concat(parts.Select(p => $", {p.Sql} AS {p.Name}"))} FROM ({rows}) AS t{RowSource.GroupBy(source.Partition())}";
        var people = job.Threshold is null ? [] : new[] { "count(*)" };
        var sums = parts.Select(p => $"sum({MeasureSql.OfCell(p.Measurement, p.Name, job, parameters)})");
        return $"SELECT {source.KeyTexts}{Texts(people.Concat(sums))} FROM ({source.KeptGroups(cells)}) AS t{RowSource.GroupBy(source.Keys)}";
    }

    // As texts, which hold any number of digits. With no sum only the keys matter; an aggregate must be there all the same, or each row would be a group.
    private static string Texts(IEnumerable<string> sums)
    {
        var list = string.Join(", ", sums.Select(s => $"CAST({s} AS VARCHAR)"));
        return list.Length == 0 ? "count(*)" : list;
    }
}

using System.Globalization;
using Sandbox.Datasets;
using Sandbox.Privacy.Plans;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>
/// The rows that count, as a sub-query: <c>k0, k1, …</c> are the keys, <c>s</c> the person, <c>r</c> the row's rank within the person. Ranked rows are cut before anything
/// is filtered; rows of a group and groups of a person after, by rank, so that what is kept of one person depends on that person alone.
/// </summary>
internal sealed class RowSource(BoundJob job, SqlParameters parameters)
{
    private readonly int _keys = job.Job.GroupBy.Count;

    /// <summary><c>k0, k1, …</c>; empty with no group columns.</summary>
    public string Keys => string.Join(", ", Enumerable.Range(0, _keys).Select(i => $"k{i}"));

    /// <summary>The keys as texts, each with a comma after it.</summary>
    public string KeyTexts => string.Concat(Enumerable.Range(0, _keys).Select(i => $"CAST(k{i} AS VARCHAR), "));

    /// <summary>A GROUP BY clause; empty with no columns.</summary>
    public static string GroupBy(params string[] columns)
    {
        var all = string.Join(", ", columns.Where(c => c.Length > 0));
        return all.Length == 0 ? "" : $" GROUP BY {all}";
    }

    /// <summary>The rows with further columns.</summary>
    /// <param name="columns">SQL over the dataset, each with its name.</param>
    public string Rows(IEnumerable<(string Name, string Expression)> columns)
    {
        var keys = job.Job.GroupBy.Select((g, i) => ($"k{i}", Key(g)));
        var list = keys.Append(("s", Sql.Name(job.Spec.SubjectColumn))).Append(("r", DataColumns.Rank)).Concat(columns).Select(c => $"{c.Item2} AS {c.Item1}");
        var rows = $"SELECT {string.Join(", ", list)} FROM {parameters.Dialect.Rows}{Where()}";
        return job.CutsRows
            ? Invariant($"SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY {Partition()} ORDER BY r) AS q FROM ({rows}) AS t) AS t WHERE q <= {job.Plan.Rows}")
            : rows;
    }

    /// <summary>Rows whose groups are among the first L₀ of their person, a group coming where its first row comes.</summary>
    public string InKeptGroups(string rows) => job.CutsGroups
        ? Invariant($"SELECT * FROM (SELECT *, dense_rank() OVER (PARTITION BY s ORDER BY f) AS p FROM (SELECT *, min(r) OVER (PARTITION BY {Partition()}) AS f FROM ({rows}) AS t) AS t) AS t WHERE p <= {job.Plan.Groups}")
        : rows;

    /// <summary>The same of groups, of which there is one row a person, <c>f</c> being its first rank.</summary>
    public string KeptGroups(string cells) => job.CutsGroups
        ? Invariant($"SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY s ORDER BY f) AS p FROM ({cells}) AS t) AS t WHERE p <= {job.Plan.Groups}")
        : cells;

    /// <summary>The person and the keys.</summary>
    public string Partition() => _keys == 0 ? "s" : $"s, {Keys}";

    private string Where()
    {
        var conditions = new List<string>();
        if (job.Plan.Kind == PlanKind.RankedRows && job.Plan.Rows < job.Spec.MaxRows) conditions.Add(Invariant($"{DataColumns.Rank} <= {job.Plan.Rows}"));
        foreach (var group in job.Job.GroupBy)
        {
            if (group is PublicKeys keys && !IsDroppedLater(keys)) conditions.Add(PredicateSql.In(keys.Column, keys.Keys, job, parameters));
            if (group is Bins bins) conditions.Add(Between(bins.Column, bins.Edges[0], bins.Edges[^1]));
        }
        if (job.Job.Where is { } where) conditions.Add(PredicateSql.Of(where, job, parameters));
        return conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
    }

    // Under ranked rows, groups that were not asked for cost no other group anything, and a declared domain says that they are few: leaving them out of the
    // result is cheaper than looking at every row.
    private bool IsDroppedLater(PublicKeys keys) =>
        job.Plan.Kind == PlanKind.RankedRows && job.Threshold is null && job.ColumnOf(keys.Column).Domain is not null;

    private string Key(GroupColumn group)
    {
        if (group is not Bins bins) return Sql.Name(group.Column);
        var cases = Enumerable.Range(0, bins.Edges.Count - 1).Select(i => Invariant($"WHEN {Between(bins.Column, bins.Edges[i], bins.Edges[i + 1])} THEN {i}"));
        return $"CASE {string.Join(" ", cases)} END";
    }

    private string Between(string column, long from, long below)
    {
        var spec = job.ColumnOf(column);
        return $"({Sql.Name(column)} >= {parameters.Number(from, spec)} AND {Sql.Name(column)} < {parameters.Number(below, spec)})";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

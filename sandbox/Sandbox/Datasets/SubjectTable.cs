using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>
/// One row a subject, computed in one pass over the proved rows: how many it has, which constants vary, and its features. Proves what a spec says of
/// a subject's rows together: their number, and the columns that are constant.
/// </summary>
internal sealed class SubjectTable(ImportEngine engine, DatasetSpec spec, string rowsPath, Func<long, string> locate)
{
    private const string Table = "subjects";

    private readonly List<string> _constants =
        spec.MaxRows == 1 ? [] : [.. spec.Columns.Where(c => c.PerSubjectConstant).Select(c => c.Name)];

    /// <summary>Computes the table and proves it.</summary>
    /// <returns>How many subjects and rows there are.</returns>
    /// <exception cref="ImportRefusedException">A subject has too many rows, or a constant that varies.</exception>
    public async Task<(long Subjects, long Rows)> BuildAsync(CancellationToken cancellation)
    {
        var subject = Sql.Name(spec.SubjectColumn);
        var varies = _constants.Select((c, i) => $", {Varies(c)} AS c{i}");
        var features = spec.Features.Select((f, i) => $", {FeatureSql.Of(f, spec)} AS f{i}");
        await engine.ExecuteAsync(
            $"CREATE TEMP TABLE {Table} AS SELECT {subject} AS subject, count(*) AS n{string.Concat(varies)}{string.Concat(features)} FROM {Rows()} GROUP BY subject",
            cancellation);
        var broken = string.Concat(_constants.Select((_, i) => $" OR c{i}"));
        var totals = await engine.FirstAsync($"SELECT count(*), CAST(coalesce(sum(n), 0) AS BIGINT), count(*) FILTER (WHERE n > {spec.MaxRows}{broken}) FROM {Table}", cancellation);
        if (totals is not [long subjects, long rows, long bad]) throw new InvalidOperationException("Totals have three numbers.");
        if (bad > 0) await RefuseFirstAsync($"n > {spec.MaxRows}{broken}", cancellation);
        return (subjects, rows);
    }

    /// <summary>The query for all subjects and their features in the order of their keys: SHA-256 in hexadecimal sorts as the key does.</summary>
    public string InKeyOrder() =>
        $"SELECT subject{string.Concat(spec.Features.Select((_, i) => $", f{i}"))} FROM {Table} ORDER BY sha256(subject)";

    // Both kinds of violation at once, to name the first bad row of all. Only the rows of offending subjects are sorted.
    private async Task RefuseFirstAsync(string bad, CancellationToken cancellation)
    {
        var differs = _constants.Select((c, i) => $"WHEN {Sql.Name(c)} IS DISTINCT FROM first_value({Sql.Name(c)}) OVER w THEN {i}");
        var first = await engine.FirstAsync(
            $"""
            SELECT row, code FROM (
              SELECT file_row_number + 1 AS row, CASE WHEN row_number() OVER w > {spec.MaxRows} THEN -1 {string.Join(" ", differs)} END AS code
              FROM {Rows()} WHERE {Sql.Name(spec.SubjectColumn)} IN (SELECT subject FROM {Table} WHERE {bad})
              WINDOW w AS (PARTITION BY {Sql.Name(spec.SubjectColumn)} ORDER BY file_row_number))
            WHERE code IS NOT NULL ORDER BY row LIMIT 1
            """,
            cancellation);
        if (first is not [long row, int code]) throw new InvalidOperationException("An offending subject has an offending row.");
        throw new ImportRefusedException(code < 0
            ? $"{locate(row)}, column {spec.SubjectColumn}: the subject has more than {spec.MaxRows} rows, the declared maximum."
            : $"{locate(row)}, column {_constants[code]}: the value differs from an earlier row of the same subject, but the column is constant per subject.");
    }

    private static string Varies(string column)
    {
        var c = Sql.Name(column);
        return $"(min({c}) IS DISTINCT FROM max({c}) OR (count({c}) > 0 AND count({c}) < count(*)))";
    }

    private string Rows() => $"read_parquet({Sql.Text(rowsPath)}, file_row_number = true)";
}

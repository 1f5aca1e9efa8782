using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>
/// Proves all that a spec says of single rows, and writes them. The happy path reads the source once: rows stream into Parquet, and the first violation that
/// any thread meets stops it. Only then is the source read again, in order, to name the first bad row.
/// </summary>
internal sealed class RowProof(ImportEngine engine, DatasetSpec spec, SourceTable source)
{
    private readonly IReadOnlyList<ColumnRule> _rules = ColumnRule.For(spec, source);

    /// <summary>Writes the proved rows, in the source's order.</summary>
    /// <exception cref="ImportRefusedException">A row breaks the spec.</exception>
    public async Task WriteAsync(string path, CancellationToken cancellation)
    {
        var names = _rules.Select((rule, i) => $"v{i} AS {Sql.Name(rule.Column)}");

        // An OR is true as soon as one side is, whatever else is null; a null falls to the ELSE.
        var broken = string.Join(" OR ", Violations().Select(v => $"({v.When})"));
        try
        {
            await engine.ExecuteAsync(
                $"""
                COPY (SELECT {string.Join(", ", names)} FROM ({Typed()})
                      WHERE CASE WHEN {broken} THEN error('violation') ELSE true END)
                TO {Sql.Text(path)} (FORMAT parquet, COMPRESSION snappy)
                """,
                cancellation);
        }
        catch (DuckDB.NET.Data.DuckDBException)
        {
            await RefuseFirstAsync(cancellation);
            throw;
        }
    }

    private async Task RefuseFirstAsync(CancellationToken cancellation)
    {
        var violations = Violations();
        var cases = violations.Select((v, code) => $"WHEN {v.When} THEN {code}");
        var first = await engine.FirstAsync(
            $"""
            SELECT {SourceTable.RowColumn}, code FROM (SELECT {SourceTable.RowColumn}, CASE {string.Join(" ", cases)} END AS code FROM ({Typed()}))
            WHERE code IS NOT NULL ORDER BY {SourceTable.RowColumn} LIMIT 1
            """,
            cancellation);
        if (first is not [long row, int code]) return;
        throw new ImportRefusedException($"{source.Locate(row)}, column {violations[code].Column}: the value {violations[code].Says}.");
    }

    private List<(string Column, string When, string Says)> Violations() =>
        [.. _rules.SelectMany(rule => rule.Violations, (rule, v) => (rule.Column, v.When, v.Says))];

    private string Typed()
    {
        var raw = string.Join(", ", _rules.Select((rule, i) => $"{rule.Raw} AS r{i}"));
        var typed = string.Join(", ", _rules.Select((rule, i) => $"{rule.Value} AS v{i}"));
        return $"SELECT *, {typed} FROM (SELECT {SourceTable.RowColumn}, {raw} FROM ({source.From}))";
    }
}

using Npgsql;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets.Postgres;

/// <summary>
/// A table or view of PostgreSQL as a source: it is read once, as it was at one instant, and proved as a file is, by the same engine and with the same words. Its rows are
/// numbered as they come, which is the table's own order.
/// </summary>
internal static class PostgresTable
{
    private const string Copy = "postgres_rows";
    private const long ReportEvery = 1_000_000;

    // Domains count as what they are made of.
    private const string Columns = """
        SELECT CAST(a.attname AS text), format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid
        WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'v', 'm', 'f', 'p') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
        """;

    /// <summary>Reads the rows and describes them.</summary>
    /// <exception cref="ImportRefusedException">The table is not there, or its columns do not fit.</exception>
    public static async Task<SourceTable> OpenAsync(
        ImportEngine engine, NpgsqlConnection database, DatasetSpec spec, PostgresSource source, ImportProgress progress, CancellationToken cancellation)
    {
        var found = await FindAsync(database, source, cancellation);
        if (found.Count == 0) throw new ImportRefusedException("There is no such table in the database.");
        var (positions, undeclared) = SourceNames.Match(spec, [.. found.Select(c => c.Name)], source.Rename, subject: true, "the table");
        progress.Ignoring(undeclared);
        var declared = positions.OrderBy(p => p.Value).Select(p => p.Key).ToList();
        var columns = declared.ConvertAll(name => PostgresColumn.Of(
            found[positions[name]].Name, found[positions[name]].Type, spec.Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal)), name));

        await engine.ExecuteAsync($"CREATE TEMP TABLE {Copy} ({string.Join(", ", columns.Select((c, i) => $"c{i} {c.Type}"))})", cancellation);
        var select = $"SELECT {string.Join(", ", columns.Select(c => c.Select))} FROM {Sql.Name(source.Schema)}.{Sql.Name(source.Table)}";
        var rows = await ReadAsync(engine, database, select, columns, progress, cancellation);
        return new SourceTable(
            $"SELECT rowid + 1 AS {SourceTable.RowColumn}, * FROM {Copy}",
            declared.Select((name, i) => (name, Column: new SourceColumn($"c{i}", columns[i].Form))).ToDictionary(c => c.name, c => c.Column, StringComparer.Ordinal),
            rows,
            row => $"row {row}");
    }

    private static async Task<List<(string Name, string Type)>> FindAsync(NpgsqlConnection database, PostgresSource source, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Columns, database) { Parameters = { new() { Value = source.Schema }, new() { Value = source.Table } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new List<(string, string)>();
        while (await reader.ReadAsync(cancellation)) found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }

    private static async Task<long> ReadAsync(
        ImportEngine engine, NpgsqlConnection database, string select, IReadOnlyList<PostgresColumn> columns, ImportProgress progress, CancellationToken cancellation)
    {
        var rows = 0L;
        using var appender = engine.Connection.CreateAppender(Copy);
        await using var export = await database.BeginBinaryExportAsync($"COPY ({select}) TO STDOUT (FORMAT BINARY)", cancellation);
        while (await export.StartRowAsync(cancellation) >= 0)
        {
            var row = appender.CreateRow();
            foreach (var column in columns)
            {
                if (!export.IsNull)
                {
                    await column.MoveAsync(export, row, cancellation);
                    continue;
                }
                await export.SkipAsync(cancellation);
                row.AppendNullValue();
            }
            row.EndRow();
            if (++rows % ReportEvery == 0) progress.Report("reading", rows);
        }
        progress.Report("reading", rows);
        return rows;
    }
}

using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets.Postgres;

/// <summary>
/// Moves proved and ranked rows into a table of the version's own. One transaction makes it: a crash before its commit leaves nothing, one after it a table that no
/// version names, which the next import of the dataset drops.
/// </summary>
internal sealed class PostgresVersion(NpgsqlConnection database, ImportJob job)
{
    private readonly RowsPlace _place = RowsPlace.Of(job.Spec.Dataset, job.Version);

    // Another data folder's import of a dataset of this name has another rank key: it leaves these tables alone, and this one leaves its.
    private readonly string _owner = $"dataset {job.Spec.Dataset} of {Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes("owner " + job.RankKey)))[..32]}";

    private string Table => Name(_place.Table);

    /// <summary>Moves the rows out of their file, which is then gone, and writes down where they are.</summary>
    /// <exception cref="DbException">The database refuses; it is as it was.</exception>
    public async Task MoveAsync(ImportEngine engine, string rowsPath, long rows, CancellationToken cancellation)
    {
        await using (var transaction = await database.BeginTransactionAsync(cancellation))
        {
            await DropOutlivedAsync(cancellation);
            await RunAsync($"CREATE TABLE {Table} ({string.Join(", ", Columns().Select(c => $"{Sql.Name(c.Name)} {c.Type}"))})", cancellation);
            await RunAsync($"COMMENT ON TABLE {Table} IS {Sql.Text(_owner)}", cancellation);
            if (await CopyAsync(engine, rowsPath, cancellation) != rows) throw new InvalidOperationException("As many rows are written as were proved.");
            await RunAsync($"ANALYZE {Table}", cancellation);
            await transaction.CommitAsync(cancellation);
        }
        if (job.Spec.Label is { } label)
        {
            var labels = Path.Combine(job.StagingPath, DataLayout.LabelsFile);
            await engine.ExecuteAsync($"COPY (SELECT DISTINCT {Sql.Name(job.Spec.SubjectColumn)}, {Sql.Name(label)} FROM {Rows(rowsPath)}) TO {Sql.Text(labels)} (FORMAT parquet)", cancellation);
        }
        StagedFiles.Write(Path.Combine(job.StagingPath, DataLayout.RowsPlaceFile), JsonSerializer.SerializeToUtf8Bytes(_place, ProtocolJson.Default.RowsPlace));
        File.Delete(rowsPath);
    }

    // Texts compare by their bytes, as they do everywhere else here, whatever language the database speaks.
    private IEnumerable<(string Name, string Type)> Columns() => job.Spec.Columns
        .Select(c => (c.Name, c.Type == ColumnType.Text ? "text COLLATE \"C\"" : ColumnReading.Type(c)))
        .Prepend((job.Spec.SubjectColumn, "text COLLATE \"C\" NOT NULL"))
        .Append((DataColumns.Rank, "integer NOT NULL"));

    private async Task DropOutlivedAsync(CancellationToken cancellation)
    {
        const string mine = """
            SELECT CAST(c.relname AS text) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = $1 AND c.relkind IN ('r', 'p') AND obj_description(c.oid, 'pg_class') = $2
            """;
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand(mine, database) { Parameters = { new() { Value = _place.Schema }, new() { Value = _owner } } })
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
            while (await reader.ReadAsync(cancellation)) tables.Add(reader.GetString(0));

        var kept = (job.KeptVersions ?? []).Select(version => RowsPlace.Of(job.Spec.Dataset, version).Table);
        foreach (var outlived in tables.Except(kept, StringComparer.Ordinal)) await RunAsync($"DROP TABLE {Name(outlived)}", cancellation);
    }

    private async Task<long> CopyAsync(ImportEngine engine, string rowsPath, CancellationToken cancellation)
    {
        var (rows, line) = (0L, new StringBuilder());
        var columns = string.Join(", ", Columns().Select(c => $"CAST({Sql.Name(c.Name)} AS VARCHAR)"));
        await using var copy = await database.BeginTextImportAsync($"COPY {Table} FROM STDIN", cancellation);
        await engine.ForEachAsync(
            $"SELECT {columns} FROM {Rows(rowsPath)}",
            row =>
            {
                Append(line.Clear(), row);
                copy.Write(line);
                rows++;
            },
            cancellation);
        return rows;
    }

    // The text format of COPY: tabs between values, \N for a missing one, and a backslash before what would end a value or a row.
    private static void Append(StringBuilder line, DbDataReader row)
    {
        for (var i = 0; i < row.FieldCount; i++)
        {
            if (i > 0) line.Append('\t');
            if (row.IsDBNull(i))
            {
                line.Append("\\N");
                continue;
            }
            foreach (var c in row.GetString(i))
            {
                _ = c switch
                {
                    '\\' => line.Append("\\\\"),
                    '\n' => line.Append("\\n"),
                    '\r' => line.Append("\\r"),
                    '\t' => line.Append("\\t"),
                    _ => line.Append(c),
                };
            }
        }
        line.Append('\n');
    }

    private static string Rows(string path) => $"read_parquet({Sql.Text(path)})";

    private static string Name(string table) => $"{Sql.Name(RowsPlace.OwnSchema)}.{Sql.Name(table)}";

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // parameters cannot stand for identifiers
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

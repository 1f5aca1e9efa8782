using DuckDB.NET.Data;
using Sandbox.Datasets;

namespace Sandbox.Aggregates.Engines;

/// <summary>
/// DuckDB over the rows of one data version, locked down: it can read that one file and nothing else, writes nowhere, loads no extension, and its settings can
/// no longer be changed. Statements that run at the same time have connections of their own.
/// </summary>
internal sealed class DuckDbEngine : IAggregateEngine
{
    private readonly DuckDBConnection _first;

    private DuckDbEngine(DuckDBConnection first) => _first = first;

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.DuckDb;

    /// <summary>Opens the file; null when its rows have no ranks, as before they were made at import.</summary>
    public static DuckDbEngine? TryOpen(string rowsPath, AggregateRunnerOptions options)
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        try
        {
            connection.Open();
            string[] settings =
            [
                "SET temp_directory = ''",
                $"SET allowed_paths = [{Sql.Text(rowsPath)}]",
                "SET enable_external_access = false",
                "SET autoinstall_known_extensions = false",
                "SET autoload_known_extensions = false",
                "SET allow_community_extensions = false",
                $"SET threads = {options.Threads}",
                $"SET memory_limit = '{options.MemoryMegabytes}MB'",
                "SET preserve_insertion_order = false",
                $"CREATE VIEW {SqlDialect.DuckDb.Rows} AS SELECT * FROM read_parquet({Sql.Text(rowsPath)})",
                "SET lock_configuration = true",
            ];
            foreach (var setting in settings) Run(connection, setting);
            if (!HasRanks(connection))
            {
                connection.Dispose();
                return null;
            }
            return new DuckDbEngine(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string?[]>> QueryAsync(SqlStatement statement, CancellationToken cancellation)
    {
        await using var connection = _first.Duplicate();
        await connection.OpenAsync(cancellation);
        return await QueryAsync(connection, statement, cancellation);
    }

    /// <summary>The same over a connection.</summary>
    internal static async Task<IReadOnlyList<string?[]>> QueryAsync(DuckDBConnection connection, SqlStatement statement, CancellationToken cancellation)
    {
        await using var command = Command(connection, statement.Text);
        foreach (var parameter in statement.Parameters) command.Parameters.Add(new DuckDBParameter(parameter));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await ResultRows.ReadAsync(reader, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _first.Dispose();

    private static bool HasRanks(DuckDBConnection connection)
    {
        using var command = Command(connection, $"SELECT count(*) FROM (DESCRIBE {SqlDialect.DuckDb.Rows}) WHERE column_name = {Sql.Text(DataColumns.Rank)}");
        return command.ExecuteScalar() is 1L;
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static DuckDBCommand Command(DuckDBConnection connection, string sql)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // statements are made of the proved spec and of positions; literals are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}

using Npgsql;
using Sandbox.Postgres;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets.Postgres;

/// <summary>The one connection of an import whose source is a database. What the server says of an error can hold values of the data; only its kind is told.</summary>
internal sealed class ImportDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    private ImportDatabase(NpgsqlDataSource source, NpgsqlConnection connection) => (_source, Connection) = (source, connection);

    public NpgsqlConnection Connection { get; }

    /// <summary>Null when the job has another source.</summary>
    /// <exception cref="ImportRefusedException">The job names no database, or one that does not hold Unicode.</exception>
    /// <exception cref="NpgsqlException">It cannot be reached, or lets nobody in.</exception>
    public static async Task<ImportDatabase?> OpenAsync(ImportJob job, CancellationToken cancellation)
    {
        if (job.Source is not PostgresSource) return null;

        // A table is read from its beginning and by one process, so that the number of a row says where it is. What is committed survives a power cut. It takes the time
        // that it takes, but does not wait for long for whoever holds a table that is to be dropped.
        var source = Open(
            job.Postgres ?? throw new ImportRefusedException("The source is a table, but the import was told of no database."),
            ("synchronize_seqscans", "off"),
            ("max_parallel_workers_per_gather", "0"),
            ("synchronous_commit", "on"),
            ("statement_timeout", "0"),
            ("lock_timeout", "60s"));
        try
        {
            var connection = await source.OpenConnectionAsync(cancellation);
            await using var encoding = new NpgsqlCommand("SHOW server_encoding", connection);
            return await encoding.ExecuteScalarAsync(cancellation) is "UTF8"
                ? new ImportDatabase(source, connection)
                : throw new ImportRefusedException("The database's encoding is not UTF8.");
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>What kind of error it is.</summary>
    public static string Explain(NpgsqlException failure) => failure is not PostgresException { SqlState: { } state }
        ? "The database cannot be reached, or the connection to it broke off."
        : state switch
        {
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => $"The table, or the schema {RowsPlace.OwnSchema} that versions are written to, is not there.",
            PostgresErrorCodes.InsufficientPrivilege => $"The role may not read the table, or not make tables in the schema {RowsPlace.OwnSchema}.",
            PostgresErrorCodes.InvalidCatalogName => "There is no such database on the server.",
            PostgresErrorCodes.LockNotAvailable => "A table of a version that nothing needs any more is in use.",
            PostgresErrorCodes.DiskFull => "The database's disk is full.",
            _ when state.StartsWith("28", StringComparison.Ordinal) => "The database does not let the role in.",
            _ => $"The database refused the import (SQLSTATE {state}).",
        };

    private static NpgsqlDataSource Open(string connection, params IEnumerable<(string Name, string Value)> settings)
    {
        try
        {
            return PostgresPool.Open(connection, "dpg import", size: 1, settings);
        }
        catch (ArgumentException)
        {
            throw new ImportRefusedException("The connection string of the database has a key or a value that is not known.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await _source.DisposeAsync();
    }
}

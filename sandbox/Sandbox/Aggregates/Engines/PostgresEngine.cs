using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Sandbox.Postgres;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates.Engines;

/// <summary>
/// PostgreSQL over the table of one data version, reached through the socket that is bound into the box. It connects when it is first asked, so that a database that is
/// away fails a job as anything else does and at the same instant. Sessions can only read, and a statement ends with its job's time even if nobody is left to cancel it.
/// </summary>
internal sealed class PostgresEngine : IAggregateEngine
{
    // Sorts and hash tables of one statement: a few, in as many processes.
    private const int WorkMemories = 16;

    private readonly NpgsqlDataSource _source;

    private PostgresEngine(NpgsqlDataSource source, SqlDialect dialect) => (_source, Dialect) = (source, dialect);

    /// <inheritdoc/>
    public SqlDialect Dialect { get; }

    /// <summary>An engine on the table; it need not be there yet.</summary>
    /// <exception cref="DatabaseNotConfiguredException">The worker was told of no database.</exception>
    public static PostgresEngine Open(RowsPlace place, AggregateRunnerOptions options)
    {
        if (options.Postgres is not { } connection) throw new DatabaseNotConfiguredException();
        var source = PostgresPool.Open(
            connection,
            "dpg aggregates",
            options.Slots * Enum.GetValues<ReplyClass>().Length,
            ("default_transaction_read_only", "on"),
            ("statement_timeout", string.Create(CultureInfo.InvariantCulture, $"{ReplyTimes.Largest.TotalMilliseconds:F0}")),
            ("work_mem", string.Create(CultureInfo.InvariantCulture, $"{Math.Max(4, options.MemoryMegabytes / WorkMemories)}MB")),
            ("max_parallel_workers_per_gather", options.Threads.ToString(CultureInfo.InvariantCulture)));
        return new PostgresEngine(source, SqlDialect.Postgres(place));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string?[]>> QueryAsync(SqlStatement statement, CancellationToken cancellation)
    {
        try
        {
            return await RunAsync(statement, cancellation);
        }
        catch (NpgsqlException e) when (IsConnectionLost(e))
        {
            // A connection that waited in the pool while the server was started again. What only reads can be asked twice.
            _source.Clear();
            return await RunAsync(statement, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private async Task<IReadOnlyList<string?[]>> RunAsync(SqlStatement statement, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(statement.Text, connection);

        // As texts of no type, so that each is of the type that the statement casts it to before anything is planned.
        foreach (var parameter in statement.Parameters) command.Parameters.Add(new NpgsqlParameter { Value = parameter, NpgsqlDbType = NpgsqlDbType.Unknown });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        try
        {
            return await ResultRows.ReadAsync(reader, cancellation);
        }
        catch
        {
            // Else the reader would read on to the end of a result that nobody wants.
            command.Cancel();
            throw;
        }
    }

    // An error that the server reports is an answer, unless it says that it shuts down.
    private static bool IsConnectionLost(NpgsqlException exception) =>
        exception is not PostgresException reported || reported.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown;
}

using Npgsql;
using Sandbox.Aggregates;
using Sandbox.Aggregates.Engines;
using Sandbox.Datasets;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Tests.Aggregates;

/// <summary>The worker's engine over a table of a real server, with the columns that an import makes.</summary>
internal sealed class PostgresTableEngine : IAggregateEngine
{
    private readonly string _connection;
    private readonly PostgresEngine _engine;

    private PostgresTableEngine(string connection, RowsPlace place) =>
        (_connection, _engine) = (connection, PostgresEngine.Open(place, new AggregateRunnerOptions("", 2, Postgres: connection)));

    public SqlDialect Dialect => _engine.Dialect;

    public static async Task<PostgresTableEngine> CreateAsync(string connection, IReadOnlyList<TestRow> rows)
    {
        var engine = new PostgresTableEngine(connection, new RowsPlace(RowsPlace.OwnSchema, SharedPostgres.NewName("t")));
        await engine.ExecuteAsync($"""
            CREATE UNLOGGED TABLE {engine.Dialect.Rows} (id text COLLATE "C", {DataColumns.Rank} integer, home text COLLATE "C", shop text COLLATE "C", day date, amount numeric(18, 2), visits bigint, ok boolean)
            """);
        if (rows.Count > 0) await engine.ExecuteAsync($"INSERT INTO {engine.Dialect.Rows} VALUES {string.Join(',', rows.Select(TableEngine.Values))}");
        return engine;
    }

    public Task<IReadOnlyList<string?[]>> QueryAsync(SqlStatement statement, CancellationToken cancellation) => _engine.QueryAsync(statement, cancellation);

    public void Dispose()
    {
        _engine.Dispose();
        using var connection = new NpgsqlConnection(_connection);
        connection.Open();
        using var command = new NpgsqlCommand($"DROP TABLE {Dialect.Rows}", connection);
        command.ExecuteNonQuery();
    }

    private Task ExecuteAsync(string sql) => SharedPostgres.ExecuteAsync(_connection, sql);
}

using System.Security.Cryptography;
using Npgsql;
using Sandbox.Aggregates.Engines;
using Sandbox.Protocol.Datasets;
using Sandbox.Tests.Aggregates;
using Testing.Servers;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace Sandbox.Tests.Aggregates;

/// <summary>The engines that statements run on.</summary>
public enum EngineKind
{
    /// <summary>DuckDB.</summary>
    DuckDb,

    /// <summary>PostgreSQL.</summary>
    Postgres,
}

/// <summary>A real server for all tests of this assembly, reached by its socket; started when the first test asks for it.</summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private readonly Lazy<Task<(PostgresServer? Server, string Missing)>> _server = new(StartAsync);

    /// <summary>An engine on rows.</summary>
    internal async Task<IAggregateEngine> EngineAsync(EngineKind kind, IReadOnlyList<TestRow> rows) =>
        kind == EngineKind.DuckDb ? new TableEngine(rows) : await PostgresTableEngine.CreateAsync(await ConnectionAsync(), rows);

    /// <summary>The server; skips the test where there is no PostgreSQL.</summary>
    internal async Task<PostgresServer> ServerAsync()
    {
        var (server, missing) = await _server.Value;
        Assert.SkipWhen(server is null, missing);
        return server!;
    }

    /// <summary>A connection string by the socket.</summary>
    internal async Task<string> ConnectionAsync() => (await ServerAsync()).SocketConnectionString;

    /// <summary>A name that nothing in the server has.</summary>
    internal static string NewName(string prefix) => $"{prefix}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";

    /// <summary>Runs statements.</summary>
    internal static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The first column of all rows, as texts.</summary>
    internal static async Task<IReadOnlyList<string>> ReadAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, open);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(reader.GetString(0));
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated && (await _server.Value).Server is { } server) await server.DisposeAsync();
    }

    private static async Task<(PostgresServer? Server, string Missing)> StartAsync()
    {
        var started = await PostgresServer.TryStartAsync();
        if (started.Server is { } server) await ExecuteAsync(server.SocketConnectionString, $"CREATE SCHEMA {RowsPlace.OwnSchema}");
        return started;
    }
}

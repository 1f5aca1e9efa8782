using Gateway.Stores.Sql;
using Gateway.Tests.Servers;
using Testing.Servers;

[assembly: AssemblyFixture(typeof(SharedServers))]

namespace Gateway.Tests.Servers;

/// <summary>Real servers for all tests of this assembly, started when the first test asks for one.</summary>
public sealed class SharedServers : IAsyncDisposable
{
    private readonly Lazy<Task<(PostgresServer? Server, string Missing)>> _postgres = new(PostgresServer.TryStartAsync);
    private readonly Lazy<Task<(RedisProcess? Server, string Missing)>> _redis = new(RedisProcess.TryStartAsync);
    private int _databases;

    /// <summary>The connection string of an empty database of its own; skips the test where there is no PostgreSQL.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var (server, missing) = await _postgres.Value;
        Assert.SkipWhen(server is null, missing);
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using (var database = new PostgresDatabase(server!.ConnectionString))
        await using (var connection = await database.OpenAsync(default))
            await new SqlCommands(connection).RunAsync($"CREATE DATABASE {name}", default);
        return $"{server.ConnectionString[..server.ConnectionString.LastIndexOf('=')]}={name}";
    }

    /// <summary>The shared Redis; its keys are shared, too. Skips the test where there is none.</summary>
    public async Task<string> RedisAsync()
    {
        var (server, missing) = await _redis.Value;
        Assert.SkipWhen(server is null, missing);
        return server!.Configuration;
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres.IsValueCreated && (await _postgres.Value).Server is { } postgres) await postgres.DisposeAsync();
        if (_redis.IsValueCreated && (await _redis.Value).Server is { } redis) await redis.DisposeAsync();
    }
}

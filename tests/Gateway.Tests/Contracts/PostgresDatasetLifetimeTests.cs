using Gateway.Tests.Servers;

namespace Gateway.Tests.Contracts;

public sealed class PostgresDatasetLifetimeTests(SharedServers servers) : DatasetLifetimeSuite, IAsyncLifetime
{
    private string _connection = "";

    protected override (string Key, string Value)[] Store => [("Stores:Postgres", _connection)];

    public async ValueTask InitializeAsync() => _connection = await servers.NewDatabaseAsync();

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}

using Gateway.Stores.Sql;
using Gateway.Tests.Servers;

namespace Gateway.Tests.Contracts;

public sealed class PostgresContractStoreTests(SharedServers servers) : ContractStoreSuite, IAsyncLifetime
{
    private readonly List<PostgresDatabase> _opened = [];
    private string _connection = "";

    public async ValueTask InitializeAsync() => _connection = await servers.NewDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened) await database.DisposeAsync();
    }

    internal override ISqlDatabase Open()
    {
        var database = new PostgresDatabase(_connection);
        _opened.Add(database);
        return database;
    }
}

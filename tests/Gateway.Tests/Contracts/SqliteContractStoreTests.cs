using Gateway.Stores.Sql;

namespace Gateway.Tests.Contracts;

public sealed class SqliteContractStoreTests : ContractStoreSuite, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("contracts-").FullName;
    private readonly List<SqliteDatabase> _opened = [];

    public void Dispose()
    {
        foreach (var database in _opened) database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    internal override ISqlDatabase Open()
    {
        var database = new SqliteDatabase(Path.Combine(_folder, "contracts.db"));
        _opened.Add(database);
        return database;
    }
}

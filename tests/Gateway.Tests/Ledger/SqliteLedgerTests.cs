using Gateway.Ledger.Storage;

namespace Gateway.Tests.Ledger;

public sealed class SqliteLedgerTests : LedgerSuite, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger").FullName;

    public void Dispose()
    {
        CloseAll();
        Directory.Delete(_folder, recursive: true);
    }

    internal override LedgerDatabase Database() => LedgerDatabase.Sqlite(Path.Combine(_folder, "ledger.db"), TimeSpan.FromSeconds(5));
}

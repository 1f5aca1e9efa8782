using Gateway.Ledger.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Ledger;

public sealed class SqliteLedgerTests : LedgerSuite, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ledger").FullName;
    private readonly List<DatabaseLedger> _opened = [];

    public void Dispose()
    {
        foreach (var ledger in _opened) ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    internal override DatabaseLedger Open() => Open(Time);

    internal override DatabaseLedger OpenAt(DateTimeOffset time) => Open(new FakeTimeProvider(time));

    internal override Task AlterAsync(string sql)
    {
        using var connection = Database().OpenWriter();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    private DatabaseLedger Open(TimeProvider time)
    {
        var ledger = new DatabaseLedger(Database(), time, Metrics());
        _opened.Add(ledger);
        ledger.Prepare();
        return ledger;
    }

    private LedgerDatabase Database() => LedgerDatabase.Sqlite(Path.Combine(_folder, "ledger.db"), TimeSpan.FromSeconds(5));
}

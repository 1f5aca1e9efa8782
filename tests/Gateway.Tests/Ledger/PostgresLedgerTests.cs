using Gateway.Ledger;
using Gateway.Ledger.Storage;
using Gateway.Stores;
using Gateway.Tests.Servers;
using Testing.Servers;

namespace Gateway.Tests.Ledger;

/// <summary>The same against a real server; each test has a database of its own.</summary>
public sealed class PostgresLedgerTests(SharedServers servers) : LedgerSuite, IAsyncLifetime
{
    private string _connection = "";

    public async ValueTask InitializeAsync() => _connection = await servers.NewDatabaseAsync();

    public ValueTask DisposeAsync()
    {
        CloseAll();
        return default;
    }

    [Fact]
    public async Task Charge_ServerCrashes_RefusesMeanwhileAndHasForgottenNothing()
    {
        // A server of its own: the others go on.
        var (server, missing) = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(server is null, missing);
        await using var _ = server!;
        _connection = server.ConnectionString;
        var ledger = Open();
        for (var i = 1; i <= 5; i++) await ledger.ChargeAsync(Of(i, "a", 1), default);
        await server.StopAsync();
        await Should.ThrowAsync<StoreUnavailableException>(async () => await ledger.ChargeAsync(Of(6, "a", 1), default));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await ledger.SpendingAsync("a", default));
        await server.StartAsync();
        (await ledger.ChargeAsync(Of(7, "a", 6), default)).ShouldBeOfType<ChargeOutcome.Exhausted>();
        (await ledger.ChargeAsync(Of(8, "a", 5), default)).ShouldBeOfType<ChargeOutcome.Charged>().Entry.Sequence.ShouldBe(6);
    }

    internal override LedgerDatabase Database() => LedgerDatabase.Postgres(_connection, TimeSpan.FromSeconds(5));
}

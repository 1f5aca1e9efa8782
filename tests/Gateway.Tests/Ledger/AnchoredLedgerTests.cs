using Gateway.Audit;
using Gateway.Ledger;
using Gateway.Ledger.Anchoring;
using Gateway.Ledger.Storage;
using Gateway.Stores;
using Testing.Faults;

namespace Gateway.Tests.Ledger;

/// <summary>A ledger that was put back to an earlier state is refused, whoever put it back and wherever the log's tail is.</summary>
public sealed class AnchoredLedgerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("anchor").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Prove_LedgerAsTheLogKnowsIt_IsOpen()
    {
        await ChargeAsync(1, 3);
        await ChargeAsync(4, 2);
        (await ProveAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Prove_ChargesThatTheLogNeverHeardOf_AreNoReasonToRefuse()
    {
        await ChargeAsync(1, 3);
        await ChargeAsync(4, 2, logged: false);
        (await ProveAsync()).ShouldBeNull("a crash between charge and record leaves such a ledger");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prove_OldCopyPutBack_IsRefusedForGood(bool spentSince)
    {
        await ChargeAsync(1, 3);
        Copy("ledger.db", "old.db");
        await ChargeAsync(4, 2);
        Copy("old.db", "ledger.db");
        // Somebody spends what the copy forgot, with another gateway that has another log.
        if (spentSince) await ChargeAsync(10, 5, logged: false);

        using var bed = Bed();
        await bed.Ledger.ProveAsync(default);
        bed.Ledger.Objection.ShouldNotBeNull().ShouldContain(spentSince ? "another past" : "old copy");
        bed.Ledger.IsOpen.ShouldBeFalse();
        await Should.ThrowAsync<StoreUnavailableException>(async () => await bed.Ledger.ChargeAsync(LedgerSuite.Of(99, "z", 1), default));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await bed.Ledger.SpendingAsync("a", default));
    }

    [Fact]
    public async Task Prove_LedgerRemoved_IsRefused()
    {
        await ChargeAsync(1, 3);
        File.Delete(Path.Combine(_folder, "ledger.db"));
        (await ProveAsync()).ShouldNotBeNull();
    }

    [Fact]
    public async Task Prove_HintPutBackOrForged_ChangesNothing()
    {
        await ChargeAsync(1, 3);
        Copy("ledger.db", "old.db");
        Copy("ledger.anchor", "old.anchor");
        await ChargeAsync(4, 2);
        Copy("old.db", "ledger.db");
        foreach (var hint in (string[])[await File.ReadAllTextAsync(Path.Combine(_folder, "old.anchor")), "0", "-1", "4000", "rubbish", ""])
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "ledger.anchor"), hint);
            (await ProveAsync()).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task Prove_BeforeThat_TakesNoCharge()
    {
        using var bed = Bed();
        await Should.ThrowAsync<StoreUnavailableException>(async () => await bed.Ledger.ChargeAsync(LedgerSuite.Of(1, "a", 1), default));
        await bed.Ledger.ProveAsync(default);
        (await bed.Ledger.ChargeAsync(LedgerSuite.Of(1, "a", 1), default)).ShouldBeOfType<ChargeOutcome.Charged>();
    }

    [Fact]
    public async Task Charge_DatabasePutBackUnderneath_IsNoticedByTheNextCharge()
    {
        using var bed = Bed();
        await bed.Ledger.ProveAsync(default);
        for (var i = 1; i <= 3; i++) await bed.Ledger.ChargeAsync(LedgerSuite.Of(i, "a", 1), default);
        using (var connection = bed.Database.OpenWriter())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "DELETE FROM ledger_entries; DELETE FROM ledger_totals; UPDATE ledger_head SET sequence = 0, hash = zeroblob(32)";
            command.ExecuteNonQuery();
        }

        await Should.ThrowAsync<StoreUnavailableException>(async () => await bed.Ledger.ChargeAsync(LedgerSuite.Of(9, "a", 1), default));
        bed.Ledger.Objection.ShouldNotBeNull();
    }

    private async Task ChargeAsync(int from, int count, bool logged = true)
    {
        using var bed = Bed();
        bed.Inner.Prepare();
        using var log = new TestLog().Open(Gateway.Audit.Files.DiskFiles.Instance, Path.Combine(_folder, "log"));
        for (var i = from; i < from + count; i++)
        {
            var charged = (await bed.Inner.ChargeAsync(LedgerSuite.Of(i, $"c{i}", 1), default)).ShouldBeOfType<ChargeOutcome.Charged>();
            if (!logged) continue;
            await log.AppendAsync(TestLog.Entry("free"), [], default);
            var hash = Convert.ToBase64String(charged.Entry.Hash);
            var position = await log.AppendAsync(TestLog.Entry("charged") with { LedgerSequence = charged.Entry.Sequence, LedgerHash = hash }, [], default);
            bed.Anchors.Seen(new LedgerAnchor(position.Index, charged.Entry.Sequence, hash));
        }

        bed.Anchors.Remember();
    }

    private async Task<string?> ProveAsync()
    {
        using var bed = Bed();
        await bed.Ledger.ProveAsync(default);
        return bed.Ledger.Objection;
    }

    private void Copy(string from, string to) => File.Copy(Path.Combine(_folder, from), Path.Combine(_folder, to), overwrite: true);

    private TestBed Bed() => new(_folder);

    private sealed class TestBed : IDisposable
    {
        public TestBed(string folder)
        {
            Database = LedgerDatabase.Sqlite(Path.Combine(folder, "ledger.db"), TimeSpan.FromSeconds(5));
            Inner = new DatabaseLedger(Database, TimeProvider.System, LedgerSuite.Metrics());
            Anchors = new LogAnchors(Path.Combine(folder, "log"), Path.Combine(folder, "ledger.anchor"));
            Ledger = new AnchoredLedger(Inner, Anchors);
        }

        public LedgerDatabase Database { get; }

        public DatabaseLedger Inner { get; }

        public LogAnchors Anchors { get; }

        public AnchoredLedger Ledger { get; }

        public void Dispose() => Inner.Dispose();
    }
}

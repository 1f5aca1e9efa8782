using System.Collections.Concurrent;
using Gateway.Ledger;
using Gateway.Ledger.Storage;
using Gateway.Stores;
using Policies.Costs;
using Testing;
using Testing.Faults;
using Testing.Seeds;

namespace Gateway.Tests.Ledger;

/// <summary>
/// The machine loses its power at any write, truncation or sync of the ledger, and with it what was not synced, sector by sector. Nothing is released whose charge was not reported
/// made; so what must survive is each charge that was.
/// </summary>
public sealed class PowerCutTests
{
    private const int Callers = 12;

    // Past the thousand pages after which SQLite writes its log back into the database.
    private const int Effects = 4_000;

    private static readonly PrivacyBudget Budget = new(new PrivacyCost(long.MaxValue, long.MaxValue), BudgetPeriod.Month, new PrivacyCost(long.MaxValue, long.MaxValue));

    [Fact]
    public async Task Power_CutAtAnyInstant_LosesNoChargeThatWasReported()
    {
        var reported = 0;
        for (var seed = 0; seed < Length.Of(shortForm: 12, full: 600); seed++)
        {
            var (all, lost, objection) = await RunAsync(seed, lies: false);
            (lost, objection).ShouldBe((0, null), $"seed {seed}");
            reported += all;
        }
        reported.ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task Power_CutOnADiskThatLiesAboutItsSyncs_LosesThem()
    {
        var lost = 0;
        for (var seed = 0; seed < 5; seed++) lost += (await RunAsync(seed, lies: true)).Lost;
        lost.ShouldBeGreaterThan(0, "the control: charges are lost where nothing is synced");
    }

    private static async Task<(int Reported, int Lost, string? Objection)> RunAsync(int seed, bool lies)
    {
        var root = Directory.CreateTempSubdirectory("power-");
        try
        {
            string before = root.CreateSubdirectory("before").FullName, after = root.CreateSubdirectory("after").FullName;
            var reported = await ChargeUntilOffAsync(before, after, new Seeded((ulong)seed), lies);
            using var found = Open(after);
            if (await ObjectionAsync(found) is { } objection) return (reported.Count, reported.Count, objection);
            var kept = await found.ReadAsync(table => table.All().ToDictionary(e => e.Sequence, e => Convert.ToHexString(e.Hash)), default);
            (await found.ChargeAsync(Charge(int.MaxValue), default)).ShouldBeOfType<ChargeOutcome.Charged>("the ledger goes on");
            return (reported.Count, reported.Count(e => kept.GetValueOrDefault(e.Sequence) != Convert.ToHexString(e.Hash)), await ObjectionAsync(found));
        }
        catch (StoreUnavailableException) when (lies)
        {
            return (Effects, Effects, "SQLite itself finds the file damaged");
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static async Task<List<LedgerEntry>> ChargeUntilOffAsync(string folder, string into, Seeded dice, bool lies)
    {
        using var disk = new UnsyncedDisk(folder) { Lies = lies };
        using var ledger = Open(folder);
        var (reported, surviving, next) = (new ConcurrentBag<LedgerEntry>(), new List<LedgerEntry>(), 0);
        disk.CutPower(dice.Between(1, Effects), into, dice, () => surviving.AddRange(reported));
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (!disk.IsOff) reported.Add(((ChargeOutcome.Charged)await ledger.ChargeAsync(Charge(Interlocked.Increment(ref next)), default)).Entry);
        })));
        return surviving;
    }

    private static ValueTask<string?> ObjectionAsync(DatabaseLedger ledger) => ledger.ReadAsync(LedgerProof.Objection, default);

    private static Charge Charge(int id) => new((UInt128)id, "consumer", $"contract-{id % 7}", "dataset", new PrivacyCost(1, 1), Budget, Budget);

    private static DatabaseLedger Open(string folder)
    {
        var ledger = new DatabaseLedger(LedgerDatabase.Sqlite(Path.Combine(folder, "ledger.db"), TimeSpan.FromSeconds(5)), TimeProvider.System, LedgerSuite.Metrics());
        ledger.Prepare();
        return ledger;
    }
}

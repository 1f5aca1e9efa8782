using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Gateway.Ledger;
using Gateway.Ledger.Storage;
using Policies.Costs;

namespace Benchmarks.Ledger;

/// <summary>
/// Durable charges a second: 64 callers, each with the next charge as soon as its last one is on the disk, over eight contracts and one dataset, SQLite. The best
/// is no claim: the median of five runs is printed, beside how long a bare fsync takes here. The ledger is proved whole at the end.
/// </summary>
internal static class LedgerBenchmark
{
    private const int Callers = 64;
    private const int Runs = 5;
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);
    private static readonly PrivacyBudget Budget = new(new PrivacyCost(long.MaxValue, long.MaxValue), BudgetPeriod.Month, new PrivacyCost(long.MaxValue, long.MaxValue));

    public static async Task RunAsync(TextWriter to)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-benchmark").FullName;
        try
        {
            var database = LedgerDatabase.Sqlite(Path.Combine(folder, "ledger.db"), TimeSpan.FromSeconds(5));
            using var meters = new Meters();
            using var ledger = new DatabaseLedger(database, TimeProvider.System, new LedgerMetrics(meters));
            ledger.Prepare();
            var total = await RunAsync(ledger, 0, Warmup);
            var rates = new List<double>();
            for (var run = 1; run <= Runs; run++)
            {
                var started = Stopwatch.GetTimestamp();
                var charges = await RunAsync(ledger, run, Length);
                rates.Add(charges / Stopwatch.GetElapsedTime(started).TotalSeconds);
                total += charges;
            }

            var (objection, sequence) = await ledger.ReadAsync(table => (LedgerProof.Objection(table), table.Head(locked: false).Sequence), default);
            if (objection is not null || sequence != total) throw new InvalidOperationException($"The ledger is not what was charged: {objection}, {sequence} of {total}.");
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ledger.fsync {DiskSync(folder):0.00} ms"));
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ledger.charges {Median.Of(rates):0} charges/s"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> RunAsync(DatabaseLedger ledger, int run, TimeSpan length)
    {
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var count = 0L;
            while (Stopwatch.GetElapsedTime(started) < length)
            {
                var id = new UInt128(((ulong)run << 32) | (uint)caller, (ulong)count);
                var charge = new Charge(id, "consumer", $"contract-{caller % 8}", "dataset", new PrivacyCost(1, 1), Budget, Budget);
                if (await ledger.ChargeAsync(charge, default) is not ChargeOutcome.Charged { Repeated: false }) throw new InvalidOperationException("A charge was not made.");
                count++;
            }

            return count;
        })));
        return counts.Sum();
    }

    private static double DiskSync(string folder)
    {
        using var file = new FileStream(Path.Combine(folder, "sync"), FileMode.Create, FileAccess.Write, FileShare.None, 1);
        var times = new List<double>();
        for (var i = 0; i < 50; i++)
        {
            file.Write(new byte[4096]);
            var started = Stopwatch.GetTimestamp();
            file.Flush(flushToDisk: true);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Median.Of(times);
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose()
        {
        }
    }
}

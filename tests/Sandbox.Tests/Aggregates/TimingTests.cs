using System.Collections.Concurrent;
using System.Net;
using Sandbox.Aggregates;
using Sandbox.Aggregates.Engines;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Workers;
using Sandbox.Tests.Serving;
using Testing;
using Testing.Seeds;

namespace Sandbox.Tests.Aggregates;

/// <summary>Whether the time of an answer tells that a person with very many rows is in the data: a classifier is given the times, over the worker's socket.</summary>
public sealed class TimingTests
{
    private const string With = "11111111111111111111111111111111";
    private const string Without = "22222222222222222222222222222222";
    private const int Callers = 24;

    // 99.9 %, two-sided.
    private const double Normal = 3.29;

    [Fact]
    public async Task Time_OfAnAnswer_TellsNothingOfAHeavyVictim()
    {
        using var folder = await AggregateFolder.CreateAsync();
        folder.Write(With, Rows(3_000_000));
        folder.Write(Without, Rows(20_000));
        (await AreaAsync(folder, 60)).ShouldBeGreaterThan(0.9, "the control: what the engine itself takes tells all");

        // Who asks next to whom is left to chance: where the two sides alternate, each answer feels the other side's work and never its own.
        var calls = Length.Of(shortForm: 240, full: 10_000);
        var sides = new Seeded(20261128).Shuffle(Enumerable.Repeat(true, calls).Concat(Enumerable.Repeat(false, calls)));
        await using var worker = await RunningWorker.StartAsync(folder.Data, WorkerKind.Aggregates);
        var (with, without) = (new ConcurrentBag<double>(), new ConcurrentBag<double>());
        await Parallel.ForEachAsync(sides, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (isIn, _) =>
        {
            var job = AggregateFolder.Bytes(Job(isIn));
            var started = TimeProvider.System.GetTimestamp();
            using var response = await worker.SendAsync(job);
            (isIn ? with : without).Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
        });
        Math.Abs(Area([.. with], [.. without]) - 0.5).ShouldBeLessThan(Normal * Math.Sqrt(((2 * calls) + 1) / (12.0 * calls * calls)));
    }

    private static async Task<double> AreaAsync(AggregateFolder folder, int calls)
    {
        var times = new Dictionary<bool, List<double>> { [true] = [], [false] = [] };
        var options = new AggregateRunnerOptions(folder.Data, 2);
        using OpenEngine with = OpenEngine.TryOpen(options, TestRow.Spec.Dataset, With)!, without = OpenEngine.TryOpen(options, TestRow.Spec.Dataset, Without)!;
        for (var i = 0; i < 2 * calls; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await ExactTable.ReadAsync(RandomJobs.Bound(Job(i % 2 == 0)), (i % 2 == 0 ? with : without).Engine, TestContext.Current.CancellationToken);
            times[i % 2 == 0].Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
        return Area(times[true], times[false]);
    }

    // The area under the curve of the best threshold: the probability that one with the victim takes longer (Mann and Whitney 1947).
    private static double Area(IReadOnlyList<double> with, IReadOnlyList<double> without)
    {
        var sorted = without.Order().ToList();
        return with.Average(time =>
        {
            var (below, notAbove) = (sorted.FindIndex(t => t >= time), sorted.FindIndex(t => t > time));
            return ((below < 0 ? sorted.Count : below) + (notAbove < 0 ? sorted.Count : notAbove)) / (2.0 * sorted.Count);
        });
    }

    private static AggregateJob Job(bool isIn) => AggregateFolder.Job with { DataVersion = isIn ? With : Without };

    private static string Rows(int count) => $"""
        SELECT CASE WHEN range < 20000 THEN 'P' || range ELSE 'victim' END AS id, 'west' AS home, 's' AS shop, DATE '2025-01-01' AS day,
               CAST(range % 100 AS DECIMAL(18, 2)) AS amount, range % 50 AS visits, true AS ok, CAST(1 AS INTEGER) AS __rank FROM range({count})
        """;
}

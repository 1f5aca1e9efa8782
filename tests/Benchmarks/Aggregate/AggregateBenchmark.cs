using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Sandbox.Aggregates;
using Sandbox.Privacy.Noise;

namespace Benchmarks.Aggregate;

/// <summary>
/// Engine time of the private query against the same query with no bounds, and against the classic rewrite: one row a subject and group, a window for L₀. In turns,
/// over one file; medians.
/// </summary>
internal static class AggregateBenchmark
{
    private const int Rounds = 9;
    private const int Rewrites = 2;

    private static readonly SqlStatement _raw = new("SELECT area, count(*), CAST(sum(amount) AS VARCHAR) FROM dataset GROUP BY area", []);

    private static readonly SqlStatement _rewrite = new(
        """
        SELECT area, sum(n), CAST(sum(CASE WHEN x < 0 THEN 0 WHEN x > 20000 THEN 20000 ELSE x END) AS VARCHAR) FROM (
          SELECT *, row_number() OVER (PARTITION BY id ORDER BY hash(id, area)) AS p FROM (
            SELECT id, area, count(*) AS n, sum(amount) AS x FROM dataset GROUP BY id, area)) WHERE p <= 3 GROUP BY area
        """,
        []);

    public static async Task RunAsync(TextWriter output)
    {
        var one = await CompareAsync(rowsPerSubject: 1, rewrites: 0);
        var many = await CompareAsync(rowsPerSubject: 10, Rewrites);
        await output.WriteLineAsync(Line("aggregate.one_narrowed_ratio", one.Narrowed, "x"));
        await output.WriteLineAsync(Line("aggregate.many_narrowed_ratio", many.Narrowed, "x"));
        await output.WriteLineAsync(Line("aggregate.one_ratio", one.Ratio, "x"));
        await output.WriteLineAsync(Line("aggregate.many_ratio", many.Ratio, "x"));
        await output.WriteLineAsync(Line("aggregate.rewrite_speedup", many.Speedup, "x"));
        await output.WriteLineAsync(Line("aggregate.noise_1000_groups", NoiseMilliseconds(), "ms"));
    }

    private static async Task<(double Ratio, double Narrowed, double Speedup)> CompareAsync(int rowsPerSubject, int rewrites)
    {
        using var table = new AggregateTable(rowsPerSubject);
        var (job, narrowed) = (table.Job, table.Narrowed);
        var (raw, bounded, clamped, rewritten) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = -2; round < Rounds; round++)
        {
            var plain = await TimeAsync(() => table.Engine.QueryAsync(_raw, default));
            var own = await TimeAsync(() => ExactTable.ReadAsync(job, table.Engine, default));
            var narrow = await TimeAsync(() => ExactTable.ReadAsync(narrowed, table.Engine, default));
            MustCount(own.Result.Sum(g => (long)g.Totals[0][0]));
            MustCount(narrow.Result.Sum(g => (long)g.Totals[0][0]));
            MustCount(plain.Result.Sum(r => long.Parse(r[1]!, CultureInfo.InvariantCulture)));
            if (round < 0) continue;
            raw.Add(plain.Seconds);
            bounded.Add(own.Seconds);
            clamped.Add(narrow.Seconds);
        }
        for (var round = 0; round < rewrites; round++) rewritten.Add((await TimeAsync(() => table.Engine.QueryAsync(_rewrite, default))).Seconds);
        return (Median.Of(bounded) / Median.Of(raw), Median.Of(clamped) / Median.Of(raw), rewrites == 0 ? 0 : Median.Of(rewritten) / Median.Of(bounded));
    }

    private static async Task<(T Result, double Seconds)> TimeAsync<T>(Func<Task<T>> run)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await run();
        return (result, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    // Both looked at every row.
    private static void MustCount(long rows)
    {
        if (rows != AggregateTable.Rows) throw new InvalidOperationException($"{rows} rows were counted.");
    }

    // Count and sum of 1,000 groups, at a small ε: the draws that one answer needs.
    private static double NoiseMilliseconds()
    {
        INoise[] noises = [new DiscreteGaussian(new Ratio(1_000_000_000, 2_500_000)), new DiscreteGaussian(new Ratio(BigInteger.Pow(2_000_000, 2) * 1_000_000_000, 2_500_000))];
        var times = new List<double>();
        for (var round = 0; round < 60; round++)
        {
            var adder = new NoiseAdder(new SecureBits());
            var started = Stopwatch.GetTimestamp();
            for (var group = 0; group < 1000; group++)
                foreach (var noise in noises) adder.Add(BigInteger.One, noise);
            if (round >= 20) times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Median.Of(times);
    }

    private static string Line(string name, double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.00} {unit}");
}

using System.Globalization;
using Benchmarks.Proxy;
using Testing.Servers;

namespace Benchmarks.Quota;

/// <summary>
/// Whole requests with quotas counted in Redis against the same in memory, in turns, at half the rate that the memory path can do: what a consumer waits longer when
/// several gateways count together.
/// </summary>
internal static class QuotaBenchmark
{
    private const int Rounds = 5;
    private const int Seconds = 4;
    private const int WarmSeconds = 8;
    private const int Connections = 64;

    public static async Task RunAsync(TextWriter output)
    {
        var (server, missing) = await RedisProcess.TryStartAsync();
        await using var redis = server ?? throw new InvalidOperationException(missing);
        await using var memory = await FullPath.StartAsync();
        await using var shared = await FullPath.StartAsync(("Stores:Redis", redis.Configuration));
        foreach (var path in (FullPath[])[shared, memory]) await AskAsync(path, WarmSeconds, warming: true);
        var capacity = (await AskAsync(memory, Seconds)).Rate;
        var (counted, plain) = (new List<WrkResult>(), new List<WrkResult>());
        for (var round = 0; round < Rounds; round++)
        {
            plain.Add(await AtHalfAsync(memory, capacity));
            counted.Add(await AtHalfAsync(shared, capacity));
        }

        var (fast, slow) = (Median.Of([.. plain.Select(p => p.P50)]), Median.Of([.. counted.Select(c => c.P50)]));
        await output.WriteLineAsync(Line("quota.memory_capacity", capacity, "1/s"));
        await output.WriteLineAsync(Line("quota.memory_rate", Median.Of([.. plain.Select(p => p.Rate)]), "1/s"));
        await output.WriteLineAsync(Line("quota.redis_rate", Median.Of([.. counted.Select(c => c.Rate)]), "1/s"));
        await output.WriteLineAsync(Line("quota.memory_p50", fast, "ms"));
        await output.WriteLineAsync(Line("quota.redis_p50", slow, "ms"));
        await output.WriteLineAsync(Line("quota.redis_latency_ratio", slow / fast, "x"));
    }

    /// <summary>Each connection rests between its requests for as long as makes the rate half of the capacity, given how long an answer takes at that rate.</summary>
    private static async Task<WrkResult> AtHalfAsync(FullPath path, double capacity)
    {
        var period = Connections / (capacity / 2) * 1e3;
        var trial = await AskAsync(path, 1, Pause(period, 1));
        return await AskAsync(path, Seconds, Pause(period, trial.P50));
    }

    private static int Pause(double period, double latency) => Math.Max(1, (int)Math.Round(period - latency));

    private static Task<WrkResult> AskAsync(FullPath path, int seconds, int pause = 0, bool warming = false) =>
        Wrk.RunAsync(path.Url, Connections, seconds, path.Authorization, FullPath.Body, pause, warming);

    private static string Line(string name, double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.##} {unit}");
}

using System.Diagnostics;

namespace Benchmarks.Log;

/// <summary>Callers that each append, wait, and append again.</summary>
internal static class Callers
{
    public const int Count = 64;

    /// <summary>Runs for a while; returns appends a second, and adds each one's time in ms.</summary>
    public static async Task<double> RunAsync(TimeSpan length, Func<int, ValueTask> append, List<double> times)
    {
        var started = Stopwatch.GetTimestamp();
        var runs = await Task.WhenAll(Enumerable.Range(0, Count).Select(caller => Task.Run(async () =>
        {
            var own = new List<double>(1 << 14);
            for (var i = caller; Stopwatch.GetElapsedTime(started) < length; i += Count)
            {
                var start = Stopwatch.GetTimestamp();
                await append(i);
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return own;
        })));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
        foreach (var run in runs) times.AddRange(run);
        return runs.Sum(r => r.Count) / elapsed;
    }
}

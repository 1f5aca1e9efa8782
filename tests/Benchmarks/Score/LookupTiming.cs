using System.Diagnostics;
using Sandbox.Features;

namespace Benchmarks.Score;

/// <summary>Single look-ups of people spread over the whole store, each timed by itself.</summary>
internal static class LookupTiming
{
    private const int Lookups = 200_000;

    /// <summary>The median in microseconds, the clock's own cost included.</summary>
    public static double MedianMicroseconds(FeatureStore store)
    {
        string[] subjects = [.. Enumerable.Range(0, Lookups).Select(i => ScoreCity.Subject((int)(i * 104_729L % ScoreCity.People)))];
        var (row, times) = (new float[ScoreCity.Features], new long[Lookups]);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < Lookups; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var found = store.TryGet(subjects[i], row);
                times[i] = Stopwatch.GetTimestamp() - started;
                if (!found) throw new InvalidOperationException("A person of the city was not found.");
            }
        }
        return Median.Of([.. times.Select(t => t * 1e6 / Stopwatch.Frequency)]);
    }
}

using System.Diagnostics;
using Gateway.Audit;
using Gateway.Audit.Files;
using Testing.Faults;

namespace Benchmarks.Log;

/// <summary>
/// Verifies a log of real entries offline, from what a regulator has of it: tiles, bundles, sidecars and checkpoint. Every entry's hash, every tile, the root, and each
/// entry's subjects are computed again.
/// </summary>
internal static class VerifyBenchmark
{
    private const int Entries = 1 << 19;
    private const int Rounds = 5;

    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("log-verify").FullName;
        try
        {
            await FillAsync(folder);
            Directory.Delete(Path.Combine(folder, LogLayout.Wal), recursive: true);
            var rates = new List<double>();
            for (var round = 0; round <= Rounds; round++)
            {
                var started = Stopwatch.GetTimestamp();
                var verified = AccessLogVerifier.Verify(folder);
                var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
                if (!verified.IsValid || verified.Size != Entries) throw new InvalidOperationException("The log was not found to be what was written.");
                if (round > 0) rates.Add(Entries / elapsed); // the first warms up
            }

            var bytes = Directory.EnumerateFiles(Path.Combine(folder, "tile", "entries"), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
            await output.WriteLineAsync($"# {Entries} entries of {bytes / Entries} bytes; rounds {string.Join(' ', rates.Select(r => $"{r:F0}"))}; {Environment.ProcessorCount} cores");
            await output.WriteLineAsync($"log.verify {Median.Of(rates):F0} entries/s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(string folder)
    {
        var samples = SampleEntries.Make(1 << 14);
        using var log = new TestLog { CheckpointEvery = new AccessLogOptions().CheckpointEvery }.Open(DiskFiles.Instance, folder, 64L << 20);
        await Parallel.ForAsync(0, Entries, new ParallelOptions { MaxDegreeOfParallelism = 512 }, async (i, cancellation) =>
        {
            var (entry, subjects) = samples[i % samples.Count];
            await log.AppendAsync(entry, subjects, cancellation);
        });
    }
}

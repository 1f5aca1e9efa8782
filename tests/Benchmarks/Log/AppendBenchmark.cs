using DiskSync = Benchmarks.Proxy.DiskSync;
using Gateway.Audit;
using Gateway.Audit.Entries;
using Gateway.Audit.Files;
using Testing.Faults;

namespace Benchmarks.Log;

/// <summary>
/// Durable appends of real entries by 64 callers, tiles and checkpoints included, in turns with a bare group commit of the same bytes. At the end
/// the log is verified and holds every entry that was acknowledged.
/// </summary>
internal static class AppendBenchmark
{
    private const int Rounds = 5;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("log-append").FullName;
        try
        {
            var entries = SampleEntries.Make(1 << 14);
            var bytes = Bytes(entries);
            List<double> rates = [], bareRates = [], times = [], ignored = [];
            long appended = 0;
            using (var log = new TestLog { CheckpointEvery = new AccessLogOptions().CheckpointEvery }.Open(DiskFiles.Instance, Path.Combine(folder, "log"), 64L << 20))
            using (var bare = new BareAppend(Path.Combine(folder, "bare")))
            {
                async ValueTask Append(int i)
                {
                    var (entry, subjects) = entries[i % entries.Count];
                    await log.AppendAsync(entry, subjects, CancellationToken.None);
                    Interlocked.Increment(ref appended);
                }

                async ValueTask AppendBare(int i) => await bare.AppendAsync(bytes[i % bytes.Length]);
                await Callers.RunAsync(Round, Append, ignored);
                await Callers.RunAsync(Round, AppendBare, ignored);
                for (var round = 0; round < Rounds; round++)
                {
                    bareRates.Add(await Callers.RunAsync(Round, AppendBare, ignored));
                    rates.Add(await Callers.RunAsync(Round, Append, times));
                }
            }

            var verification = AccessLogVerifier.Verify(Path.Combine(folder, "log"));
            if (!verification.IsValid || verification.Size != appended) throw new InvalidOperationException("The log does not hold what was acknowledged.");
            times.Sort();
            await output.WriteLineAsync($"# bare group commit {Median.Of(bareRates):F0}/s; rounds {string.Join(' ', rates.Select(r => $"{r:F0}"))}; {appended} entries verified");
            await output.WriteLineAsync($"log.append {Median.Of(rates):F0} entries/s");
            await output.WriteLineAsync($"log.append_p99 {times[(int)(times.Count * 0.99)]:F2} ms");
            await output.WriteLineAsync($"log.fsync {1000 / DiskSync.MedianOf(folder, 500):F0} 1/s");
            await output.WriteLineAsync($"log.append_ratio {Median.Of(rates) / Median.Of(bareRates):F2} x");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What the log keeps of each entry: its bytes, and its subjects' hashes.</summary>
    private static ReadOnlyMemory<byte>[] Bytes(IReadOnlyList<(LogEntry Entry, string[] Subjects)> entries)
    {
        var writer = new CanonicalWriter();
        return [.. entries.Select(e =>
        {
            EntryWriter.Write(writer, e.Entry, new SubjectStamp("0123456789abcdef", new byte[32]));
            return (ReadOnlyMemory<byte>)new byte[writer.Length + (32 * e.Subjects.Length)];
        })];
    }
}

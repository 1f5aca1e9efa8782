using System.Diagnostics;
using Gateway.Audit.Files;
using Gateway.Audit.Proofs;
using Testing.Faults;
using Testing.Seeds;

namespace Benchmarks.Log;

/// <summary>
/// Inclusion proofs from hash tiles on the disk, of entries anywhere in trees of three sizes; all of a tree by one prover, as the gateway has one for each
/// checkpoint. Each proof is verified, outside of its time.
/// </summary>
internal static class ProofBenchmark
{
    private const int Proofs = 2000;
    private const int Small = 10_000;
    private const int Middle = 1_000_000;
    private const int Large = 10_000_000;

    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("log-proof").FullName;
        try
        {
            var times = new Dictionary<int, List<double>>();
            foreach (var size in (int[])[Small, Middle, Large])
            {
                var place = Path.Combine(folder, $"{size}");
                var tree = new SyntheticTree(DiskFiles.Instance, place);
                tree.GrowTo(size);
                var prover = new TreeProver(place, size);
                Measure(prover, tree.Root(), Proofs / 10);
                times[size] = Measure(prover, tree.Root(), Proofs);
            }

            await output.WriteLineAsync($"# p50 {string.Join(", ", times.Select(t => $"{t.Key} entries {Quantile(t.Value, 0.5) * 1000:F0} us"))}");
            await output.WriteLineAsync($"log.proof_p99 {Quantile(times[Middle], 0.99):F3} ms");
            await output.WriteLineAsync($"log.proof_growth {Quantile(times[Large], 0.5) / Quantile(times[Small], 0.5):F2} x");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static List<double> Measure(TreeProver prover, byte[] root, int proofs)
    {
        var (random, size) = (new Seeded(20261124), (int)prover.Size);
        var times = new List<double>(proofs);
        for (var i = 0; i < proofs; i++)
        {
            var index = random.Next(size);
            var started = Stopwatch.GetTimestamp();
            var proof = prover.Inclusion(index);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            if (!InclusionProof.Verify(SyntheticTree.Leaf(index), index, size, proof, root)) throw new InvalidOperationException($"The proof of entry {index} does not hold.");
        }

        times.Sort();
        return times;
    }

    private static double Quantile(List<double> sorted, double q) => sorted[(int)(sorted.Count * q)];
}

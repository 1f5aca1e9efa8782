using System.Numerics;
using Sandbox.Aggregates;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Plans;

namespace Sandbox.Tests.Aggregates;

/// <summary>Whether the exact tables of two neighbours differ by no more than claimed, and otherwise are of the same shape.</summary>
internal static class NeighbourClaims
{
    /// <summary>True when they do.</summary>
    public static bool Hold(
        BoundJob job, IReadOnlyList<ExactGroup> a, IReadOnlyList<ExactGroup> b, Func<Shape, Bounding, int, IReadOnlyList<Component>> claims) =>
        Hold(job, a, b, claims, out _);

    /// <summary>The same; <paramref name="reached"/> when some claim is reached exactly.</summary>
    public static bool Hold(
        BoundJob job, IReadOnlyList<ExactGroup> a, IReadOnlyList<ExactGroup> b, Func<Shape, Bounding, int, IReadOnlyList<Component>> claims, out bool reached)
    {
        reached = false;
        var (with, without) = (ByKey(a), ByKey(b));
        if (job.Threshold is null && !a.Select(g => KeyOrder.Identity(g.Keys)).SequenceEqual(b.Select(g => KeyOrder.Identity(g.Keys)))) return false;
        var keys = with.Keys.Union(without.Keys, StringComparer.Ordinal).ToList();
        for (var m = 0; m < job.Shapes.Count; m++)
        {
            var components = claims(job.Shapes[m], job.Plan, job.Reach);
            if (job.Shapes[m] is TreeShape)
            {
                // The bins are the lowest level; a level above moves no more.
                if (!Within(keys.SelectMany(k => Changes(with, without, k, m)).ToList(), components[^1], ref reached)) return false;
                continue;
            }
            for (var c = 0; c < components.Count; c++)
                if (!Within([.. keys.Select(k => Changes(with, without, k, m).ElementAt(c))], components[c], ref reached)) return false;
        }
        var people = keys.Select(k => BigInteger.Abs((with.GetValueOrDefault(k)?.People ?? 0) - (without.GetValueOrDefault(k)?.People ?? 0))).ToList();
        return people.All(d => d <= 1) && people.Count(d => d > 0) <= job.Reach;
    }

    private static Dictionary<string, ExactGroup> ByKey(IReadOnlyList<ExactGroup> groups) => groups.ToDictionary(g => KeyOrder.Identity(g.Keys), StringComparer.Ordinal);

    private static bool Within(List<BigInteger> changes, Component claim, ref bool reached)
    {
        if (changes.Count == 0) return true;
        var squares = changes.Aggregate(BigInteger.Zero, (sum, x) => sum + (x * x));
        reached |= squares == claim.L2Squared;
        return squares <= claim.L2Squared && changes.Aggregate(BigInteger.Zero, (sum, x) => sum + BigInteger.Abs(x)) <= claim.L1 && changes.Max(BigInteger.Abs) <= claim.LInfinity;
    }

    private static IEnumerable<BigInteger> Changes(Dictionary<string, ExactGroup> with, Dictionary<string, ExactGroup> without, string key, int measurement)
    {
        var (x, y) = (with.GetValueOrDefault(key)?.Totals[measurement], without.GetValueOrDefault(key)?.Totals[measurement]);
        return Enumerable.Range(0, (x ?? y)!.Length).Select(i => (x?[i] ?? 0) - (y?[i] ?? 0));
    }
}

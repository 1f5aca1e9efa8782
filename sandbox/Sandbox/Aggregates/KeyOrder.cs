using System.Globalization;
using System.Text;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>Names, combinations and order of groups; none depends on the order in which an engine finds them.</summary>
internal sealed class KeyOrder(BoundJob job) : IComparer<ExactGroup>
{
    private readonly Dictionary<string, int>?[] _public =
        [.. job.Job.GroupBy.Select(g => g is PrivateKeys ? null : Names(g, job).Select((name, i) => (name, i)).ToDictionary(n => n.name, n => n.i, StringComparer.Ordinal))];

    /// <summary>One text for a tuple of keys; different tuples have different ones.</summary>
    public static string Identity(IReadOnlyList<string?> keys) =>
        string.Concat(keys.Select(k => k is null ? "-" : string.Create(CultureInfo.InvariantCulture, $"{k.Length}:{k}")));

    /// <summary>All combinations of public keys, the last column changing fastest; one empty tuple without group columns.</summary>
    public static IEnumerable<IReadOnlyList<string?>> Combinations(BoundJob job) => job.Job.GroupBy.Aggregate(
        (IEnumerable<IReadOnlyList<string?>>)[[]], (tuples, group) => tuples.SelectMany(t => Names(group, job).Select(n => (IReadOnlyList<string?>)[.. t, n])));

    /// <summary>A key as people read it: a bin is written with its edges.</summary>
    public static string? Shown(string? key, GroupColumn group, BoundJob job)
    {
        if (key is null || group is not Bins bins) return key;
        var (i, scale) = (int.Parse(key, CultureInfo.InvariantCulture), job.ColumnOf(bins.Column).Scale);
        return $"[{Literals.Number(bins.Edges[i], scale)},{Literals.Number(bins.Edges[i + 1], scale)})";
    }

    public int Compare(ExactGroup? x, ExactGroup? y)
    {
        for (var i = 0; i < _public.Length; i++)
        {
            var (a, b) = (x!.Keys[i], y!.Keys[i]);
            var order = _public[i] is { } names ? names[a!].CompareTo(names[b!]) : Bytes(a, b);
            if (order != 0) return order;
        }
        return 0;
    }

    private static int Bytes(string? a, string? b) => (a, b) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        _ => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)),
    };

    // As the engine writes them.
    private static IEnumerable<string> Names(GroupColumn group, BoundJob job) => group switch
    {
        PublicKeys keys => keys.Keys.Select(k => Literals.Text(k, job.ColumnOf(keys.Column))),
        Bins bins => Enumerable.Range(0, bins.Edges.Count - 1).Select(i => i.ToString(CultureInfo.InvariantCulture)),
        _ => [],
    };
}

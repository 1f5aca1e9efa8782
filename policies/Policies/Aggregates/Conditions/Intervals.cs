using System.Numerics;

namespace Policies.Aggregates.Conditions;

/// <summary>
/// A set of whole numbers between two ends, as ascending closed intervals of which no two touch: one spelling for each set.
/// </summary>
internal sealed class Intervals
{
    private readonly (long Low, long High)[] _parts;

    private Intervals((long Low, long High)[] parts) => _parts = parts;

    public static Intervals None { get; } = new([]);

    public IReadOnlyList<(long Low, long High)> Parts => _parts;

    public bool IsEmpty => _parts.Length == 0;

    /// <summary>All numbers from <paramref name="low"/> to <paramref name="high"/>, none when they are crossed.</summary>
    public static Intervals Of(long low, long high) => low > high ? None : new([(low, high)]);

    /// <summary>The same of numbers that may lie beyond any <see cref="long"/>, within ends that do not.</summary>
    public static Intervals Of(BigInteger low, BigInteger high, Intervals within)
    {
        if (within.IsEmpty) return None;
        var (first, last) = (BigInteger.Max(low, within._parts[0].Low), BigInteger.Min(high, within._parts[^1].High));
        return first > last ? None : Of((long)first, (long)last).And(within);
    }

    public Intervals Or(Intervals other)
    {
        var parts = new List<(long Low, long High)>();
        foreach (var part in _parts.Concat(other._parts).OrderBy(p => p.Low))
        {
            // Touching: the next one begins at or before one past the end. MaxValue has no next.
            if (parts.Count > 0 && (parts[^1].High == long.MaxValue || part.Low <= parts[^1].High + 1))
                parts[^1] = (parts[^1].Low, Math.Max(parts[^1].High, part.High));
            else
                parts.Add(part);
        }

        return new Intervals([.. parts]);
    }

    public Intervals And(Intervals other)
    {
        var parts = new List<(long Low, long High)>();
        var (i, j) = (0, 0);
        while (i < _parts.Length && j < other._parts.Length)
        {
            var (low, high) = (Math.Max(_parts[i].Low, other._parts[j].Low), Math.Min(_parts[i].High, other._parts[j].High));
            if (low <= high) parts.Add((low, high));
            if (_parts[i].High < other._parts[j].High) i++;
            else j++;
        }

        return new Intervals([.. parts]);
    }

    /// <summary>What of <paramref name="whole"/>, one interval, is not in here.</summary>
    public Intervals Not(Intervals whole)
    {
        if (whole.IsEmpty) return None;
        var parts = new List<(long Low, long High)>();
        var (low, end) = whole._parts[0];
        foreach (var part in And(whole)._parts)
        {
            if (low < part.Low) parts.Add((low, part.Low - 1));
            if (part.High == end) return new Intervals([.. parts]);
            low = part.High + 1;
        }

        parts.Add((low, end));
        return new Intervals([.. parts]);
    }

    public bool Same(Intervals other) => _parts.AsSpan().SequenceEqual(other._parts);
}

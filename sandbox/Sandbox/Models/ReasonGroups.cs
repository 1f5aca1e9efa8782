namespace Sandbox.Models;

/// <summary>
/// A score's reasons: the groups of features whose summed contribution raised the log-odds of default most, most first. A group's name stands for
/// all of its features, and no amount is told.
/// </summary>
internal sealed class ReasonGroups
{
    /// <summary>
    /// Contributions up to this many log-odds (0.00007 points) are rounding noise, no reason. It also keeps the answer independent of the order of additions.
    /// </summary>
    private const double Noise = 1e-6;

    private readonly string[] _names;
    private readonly int[] _groupOfSlot;

    public ReasonGroups(ModelSignature signature)
    {
        _names = [.. signature.Features.Select(f => f.Group).Distinct(StringComparer.Ordinal)];
        _groupOfSlot = [.. signature.Slots.Select(s => Array.IndexOf(_names, signature.Features[s.Feature].Group))];
    }

    /// <summary>The groups, in the order of the indices that <see cref="Top"/> gives.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Sums the slots' contributions by group.</summary>
    public void Sum(ReadOnlySpan<double> contributions, Span<double> sums)
    {
        sums.Clear();
        for (var slot = 0; slot < _groupOfSlot.Length; slot++) sums[_groupOfSlot[slot]] += contributions[slot];
    }

    /// <summary>Fills <paramref name="top"/> with the indices of the largest sums, largest first, and answers how many there are. Destroys the sums.</summary>
    public static int Top(Span<double> sums, Span<int> top)
    {
        for (var found = 0; found < top.Length; found++)
        {
            var best = -1;
            var most = Noise;
            for (var i = 0; i < sums.Length; i++)
            {
                if (sums[i] <= most) continue;
                (best, most) = (i, sums[i]);
            }
            if (best < 0) return found;
            top[found] = best;
            sums[best] = 0;
        }
        return top.Length;
    }
}

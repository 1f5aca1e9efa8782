using System.Numerics;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;

namespace Sandbox.Privacy.Estimates;

/// <summary>
/// A dyadic tree of noisy counts. The number of rows below any bin's edge is a sum of at most t nodes, one a level; so any number of quantiles is
/// computed from one measurement.
/// </summary>
public sealed class QuantileTree
{
    private readonly int _levels;
    private readonly double[][] _nodes;
    private readonly double _lower;
    private readonly double _span;
    private readonly double _sd;
    private readonly double _z;

    private QuantileTree(int levels, double[][] nodes, long lower, long upper, INoise noise)
    {
        _levels = levels;
        _nodes = nodes;
        _lower = lower;
        _span = ((double)upper - lower + 1) / Bins;
        _sd = noise.StandardDeviation;
        _z = noise.IntervalFactor;
    }

    private int Bins => 1 << _levels;

    /// <summary>Adds noise to every node.</summary>
    /// <param name="shape">The measurement.</param>
    /// <param name="bins">Exact counts of the 2ᵗ bins, in order.</param>
    /// <param name="lower">The smallest value.</param>
    /// <param name="upper">The largest value.</param>
    /// <param name="noises">One a level, from the top.</param>
    /// <param name="adder">Adds the noise.</param>
    public static QuantileTree Of(TreeShape shape, IReadOnlyList<long> bins, long lower, long upper, IReadOnlyList<INoise> noises, INoiseAdder adder)
    {
        var nodes = new double[shape.Levels][];
        IReadOnlyList<long> counts = bins;
        for (var level = shape.Levels - 1; level >= 0; level--)
        {
            nodes[level] = [.. counts.Select(c => (double)adder.Add(c, noises[level]))];
            counts = [.. Enumerable.Range(0, counts.Count / 2).Select(i => counts[2 * i] + counts[(2 * i) + 1])];
        }

        return new QuantileTree(shape.Levels, nodes, lower, upper, noises[0]);
    }

    /// <summary>The bin that a value counts in: ⌊(x − lower)·2ᵗ/(upper − lower + 1)⌋.</summary>
    public static int BinOf(long value, long lower, long upper, int levels) =>
        (int)((((BigInteger)value - lower) << levels) / ((BigInteger)upper - lower + 1));

    /// <summary>
    /// The value below which a share of the rows lies. The interval is made of the bins that the data does not speak against: F̃ at the lower edge is not
    /// above, and at the upper edge not below, the share of Ñ by more than z standard deviations of the difference.
    /// </summary>
    /// <param name="share">Between 0 and 1.</param>
    public Interval Quantile(double share)
    {
        var total = _nodes[0][0] + _nodes[0][1];
        var (first, last) = (Bins, -1);
        for (var bin = 0; bin < Bins; bin++)
        {
            if (Excess(bin, share, total) > _z * Deviation(bin, share) || Excess(bin + 1, share, total) < -_z * Deviation(bin + 1, share)) continue;
            first = Math.Min(first, bin);
            last = bin;
        }

        var value = Edge(Descend(share));
        return last < 0
            ? new Interval(value, Edge(0), Edge(Bins))
            : new Interval(value, Math.Min(value, Edge(first)), Math.Max(value, Edge(last + 1)));
    }

    // Down the tree to the bin in which the share is reached; within it, as if its rows were spread evenly.
    private double Descend(double share)
    {
        var (node, target) = (0, share * Math.Max(0, _nodes[0][0] + _nodes[0][1]));
        for (var level = 0; level < _levels; level++)
        {
            var (left, right) = (Math.Max(0, _nodes[level][2 * node]), Math.Max(0, _nodes[level][(2 * node) + 1]));
            if (level > 0 && left + right > 0) target = Math.Min(target, left + right);
            node *= 2;
            if (target < left || right <= 0) continue;
            target -= left;
            node++;
        }

        var mass = Math.Max(1, _nodes[_levels - 1][node]);
        return node + Math.Clamp(target / mass, 0, 1);
    }

    private double Edge(double bin) => Math.Min(_lower + (bin * _span), _lower + (Bins * _span) - 1);

    // F̃(edge) − share·Ñ.
    private double Excess(int edge, double share, double total)
    {
        if (edge == Bins) return total * (1 - share);
        var below = 0.0;
        for (var level = 0; level < _levels; level++)
        {
            var node = edge >> (_levels - 1 - level);
            if ((node & 1) == 1) below += _nodes[level][node - 1];
        }

        return below - (share * total);
    }

    // The nodes of the first level are in Ñ too.
    private double Deviation(int edge, double share)
    {
        if (edge == Bins) return _sd * Math.Sqrt(2) * (1 - share);
        var left = edge >> (_levels - 1) == 1 ? 1 - share : -share;
        var others = BitOperations.PopCount((uint)(edge & ((1 << (_levels - 1)) - 1)));
        return _sd * Math.Sqrt(others + (left * left) + (share * share));
    }
}

using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;

namespace Sandbox.Privacy.Estimates;

/// <summary>Mean and population variance of clamped values, in units of the lattice, from the noisy components of <see cref="MomentsShape"/>.</summary>
/// <param name="shape">The measurement.</param>
/// <param name="components">Its noisy components, in order.</param>
public sealed class MomentsEstimate(MomentsShape shape, IReadOnlyList<NoisyNumber> components)
{
    // Two intervals at 97.5 % hold together with 95 %: the normal quantile of 98.75 %, over that of 97.5 %.
    private const double Joint = 2.2414027276 / GaussianTail.TwoSided;

    private readonly double _width = (double)shape.Width;
    private readonly double _centre = (double)shape.Centre;

    /// <summary>The number of rows.</summary>
    public Interval Count => components[0].Interval;

    /// <summary>(centre + Σw/N)/2.</summary>
    public Interval Mean
    {
        get
        {
            var ratio = RatioOf(1, _width, 1);
            return new Interval((_centre + ratio.Value) / 2, (_centre + ratio.Lower) / 2, (_centre + ratio.Upper) / 2);
        }
    }

    /// <summary>(E[w²] − E[w]²)/4 with E[w²] = (Σ(2w² − W²)/N + W²)/2; within 0 and W²/4.</summary>
    public Interval Variance
    {
        get
        {
            var square = _width * _width;
            var (first, second) = (RatioOf(1, _width, Joint), RatioOf(2, square, Joint));
            var smallest = first.Lower <= 0 && first.Upper >= 0 ? 0 : Math.Min(Math.Abs(first.Lower), Math.Abs(first.Upper));
            var largest = Math.Max(Math.Abs(first.Lower), Math.Abs(first.Upper));
            return new Interval(
                Bounded(second.Value, first.Value), Bounded(second.Lower, largest), Bounded(second.Upper, smallest));

            double Bounded(double centredSquare, double mean) => Math.Clamp((((centredSquare + square) / 2) - (mean * mean)) / 4, 0, square / 4);
        }
    }

    private Interval RatioOf(int component, double bound, double wider)
    {
        var (n, d) = (components[component], components[0]);
        return Fieller.Of(
            (double)n.Value, (double)d.Value, n.Noise.StandardDeviation, d.Noise.StandardDeviation, bound, wider * n.Noise.IntervalFactor);
    }
}

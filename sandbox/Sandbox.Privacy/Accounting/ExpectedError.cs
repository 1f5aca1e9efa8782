using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Plans;

namespace Sandbox.Privacy.Accounting;

/// <summary>
/// How far off an answer is with 95 %, from documents and query alone, in units of the lattice; and the price of being no further off. It is what
/// <c>preview</c> tells, so no data enters.
/// </summary>
public static class ExpectedError
{
    /// <summary>The half width of a count's or sum's interval.</summary>
    /// <param name="shape">A count of rows or people, or a sum.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="reach">Δ₀.</param>
    /// <param name="spend">What is spent.</param>
    public static double HalfWidth(Shape shape, Bounding plan, int reach, Spend spend) => spend.Noises(shape.Components(plan, reach))[0].HalfWidth;

    /// <summary>
    /// The half width of a mean's interval over a stated number of rows, for a mean at the edge of its bounds, where it is largest; in the middle it is
    /// smaller by √2. The delta method: z·√(σ_S² + W²·σ_N²)/(2n), at most the range.
    /// </summary>
    /// <param name="shape">The moments.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="reach">Δ₀.</param>
    /// <param name="spend">What is spent.</param>
    /// <param name="rows">n, the rows that the consumer expects in a group; at least 1.</param>
    public static double MeanHalfWidth(MomentsShape shape, Bounding plan, int reach, Spend spend, long rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        var noises = spend.Noises(shape.Components(plan, reach));
        var (count, sum, width) = (noises[0].StandardDeviation, noises[1].StandardDeviation, (double)shape.Width);
        return Math.Min(width, noises[1].IntervalFactor * Math.Sqrt((sum * sum) + (width * width * count * count)) / (2 * rows));
    }

    /// <summary>How many rows a quantile's rank may be off: z·√(t + 1) standard deviations of a node, an upper bound for any share.</summary>
    /// <param name="shape">The tree.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="reach">Δ₀.</param>
    /// <param name="spend">What is spent.</param>
    public static double RankHalfWidth(TreeShape shape, Bounding plan, int reach, Spend spend)
    {
        INoise noise = spend.Noises(shape.Components(plan, reach))[0];
        return noise.IntervalFactor * noise.StandardDeviation * Math.Sqrt(shape.Levels + 1);
    }

    /// <summary>The cheapest Gaussian price, in 10⁻⁹ ρ, for which the half width is at most a target; null when even ρ = 100 is not enough.</summary>
    /// <param name="target">The half width, in units of the lattice.</param>
    /// <param name="halfWidth">The half width at a price: one of the functions here. It must not rise with the price.</param>
    public static long? NanoRhoFor(double target, Func<Spend, double> halfWidth)
    {
        if (halfWidth(Spend.Gaussian(Prices.MaxNanoRho)) > target) return null;
        var (low, high) = (1L, Prices.MaxNanoRho);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (halfWidth(Spend.Gaussian(middle)) <= target) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}

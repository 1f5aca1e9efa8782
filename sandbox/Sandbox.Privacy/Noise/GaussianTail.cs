namespace Sandbox.Privacy.Noise;

/// <summary>
/// Tails of the discrete Gaussian, bounded from above: Σ exp(−k²/(2σ²)) over k ≥ t, over the sum over all k. Terms are added from the far end, and the sum is
/// raised by more than the error of adding them, so that a threshold is never too low.
/// </summary>
internal static class GaussianTail
{
    /// <summary>The normal quantile of 97.5 %.</summary>
    public const double TwoSided = 1.959963984540054;

    private const double SummedBelow = 1e8;
    private const double Slack = 1 + 1e-9;
    private const double FarEnd = 40;

    /// <summary>The smallest t ≥ 1 for which P[X ≥ t] ≤ probability is proved.</summary>
    /// <param name="variance">σ².</param>
    /// <param name="probability">Between 10⁻¹⁵ and 0.1.</param>
    public static long Threshold(double variance, double probability)
    {
        var sigma = Math.Sqrt(variance);
        if (variance > SummedBelow) return ByIntegral(sigma, probability);
        var far = (long)Math.Ceiling(FarEnd * sigma) + 1;
        var (allowed, sum) = (probability * Total(variance, far), 0.0);
        for (var k = far; k >= 1; k--)
        {
            sum += Term(k, variance);
            if (sum * Slack > allowed) return k + 1;
        }

        return 1;
    }

    /// <summary>The smallest t with P[|X| &gt; t] ≤ 5 %.</summary>
    public static double HalfWidth(double variance) =>
        variance > 1e4 ? Math.Ceiling(TwoSided * Math.Sqrt(variance)) : Threshold(variance, 0.025) - 1;

    private static double Total(double variance, long far)
    {
        var total = 1.0;
        for (var k = far; k >= 1; k--) total += 2 * Term(k, variance);
        return Math.Max(total / Slack, Math.Sqrt(2 * Math.PI * variance));
    }

    private static double Term(long k, double variance) => Math.Exp(-((double)k * k) / (2 * variance));

    // P[X ≥ t] ≤ P[N(0, σ²) ≥ t − 1]: terms fall, so their sum is below the integral from t − 1, and by Poisson's summation the sum over all
    // k is at least √(2π)·σ. The normal tail is below φ(x)/x.
    private static long ByIntegral(double sigma, double probability)
    {
        var (low, high) = (1.0, FarEnd);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            var tail = Math.Exp(-middle * middle / 2) / (middle * Math.Sqrt(2 * Math.PI));
            if (tail * Slack <= probability) high = middle;
            else low = middle;
        }

        return checked((long)Math.Ceiling(high * sigma * Slack) + 1);
    }
}

namespace Sandbox.Privacy.Estimates;

/// <summary>
/// A ratio of two numbers with independent noise, and its interval after Fieller (1954): all θ for which numerator − θ·denominator is within z standard
/// deviations of 0. It covers for small denominators too, where the delta method does not.
/// </summary>
internal static class Fieller
{
    /// <summary>The ratio within [−bound, bound], where the true one is known to lie; all of it when the denominator may be 0 or less.</summary>
    /// <param name="numerator">Noisy, with standard deviation <paramref name="numeratorSd"/>.</param>
    /// <param name="denominator">Noisy, with standard deviation <paramref name="denominatorSd"/>.</param>
    /// <param name="numeratorSd">Of the numerator's noise.</param>
    /// <param name="denominatorSd">Of the denominator's noise.</param>
    /// <param name="bound">Of the true ratio's magnitude.</param>
    /// <param name="z">Standard deviations to each side.</param>
    public static Interval Of(double numerator, double denominator, double numeratorSd, double denominatorSd, double bound, double z)
    {
        var value = denominator > 0 ? Math.Clamp(numerator / denominator, -bound, bound) : 0;
        var (zn, zd) = (z * numeratorSd, z * denominatorSd);
        var a = (denominator * denominator) - (zd * zd);
        if (denominator <= zd || a <= 0) return new Interval(value, -bound, bound);

        // With a > 0 the discriminant z²(sd_n²·a + sd_d²·numerator²) is never negative.
        var root = Math.Sqrt((zn * zn * a) + (zd * zd * numerator * numerator));
        var (low, high) = (((numerator * denominator) - root) / a, ((numerator * denominator) + root) / a);
        return low > bound || high < -bound
            ? new Interval(value, -bound, bound)
            : new Interval(value, Math.Max(low, -bound), Math.Min(high, bound));
    }
}

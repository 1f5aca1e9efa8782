namespace Testing.Statistics;

/// <summary>Exact bounds of a rate from hits among trials (Clopper and Pearson 1934), each holding with 99.9 %.</summary>
public static class ClopperPearson
{
    private const double Alpha = 1e-3;

    /// <summary>The rate is at least this.</summary>
    public static double Lower(int hits, int trials) => hits == 0 ? 0 : Solve(p => Beta(p, hits, trials - hits + 1.0) >= Alpha);

    /// <summary>The rate is at most this.</summary>
    public static double Upper(int hits, int trials) => hits == trials ? 1 : Solve(p => Beta(p, hits + 1.0, trials - hits) >= 1 - Alpha);

    private static double Solve(Func<double, bool> above)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (above(middle)) high = middle;
            else low = middle;
        }
        return (low + high) / 2;
    }

    // The regularised incomplete beta function by its continued fraction (Lentz).
    private static double Beta(double x, double a, double b)
    {
        if (x is <= 0 or >= 1) return x <= 0 ? 0 : 1;
        if (x > (a + 1) / (a + b + 2)) return 1 - Beta(1 - x, b, a);
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x))) / a;
        var (c, d) = (1.0, 1 / Nonzero(1 - ((a + b) * x / (a + 1))));
        var fraction = d;
        for (var m = 1; m < 10_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Nonzero(1 + (even * d));
            c = Nonzero(1 + (even / c));
            fraction *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Nonzero(1 + (odd * d));
            c = Nonzero(1 + (odd / c));
            fraction *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-13) break;
        }
        return front * fraction;
    }

    private static double Nonzero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    // Stirling's series, shifted to where it is exact.
    private static double LogGamma(double x)
    {
        var shift = 0.0;
        for (; x < 12; x++) shift -= Math.Log(x);
        return shift + ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * x)) - (1 / (360 * x * x * x)) + (1 / (1260 * Math.Pow(x, 5)));
    }
}

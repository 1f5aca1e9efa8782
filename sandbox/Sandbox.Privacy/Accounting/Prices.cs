namespace Sandbox.Privacy.Accounting;

/// <summary>What a mechanism costs, in integer 10⁻⁹ ρ of zero-concentrated differential privacy. Every price is rounded up.</summary>
public static class Prices
{
    /// <summary>The most that one mechanism may cost: ρ = 100.</summary>
    public const long MaxNanoRho = 100_000_000_000;

    /// <summary>The largest ε of a document or a job, in millionths.</summary>
    public const long MaxMicroEpsilon = 10_000_000;

    private const double Nano = 1e9;
    private const double Micro = 1e6;

    // More than the error of a handful of double operations, so that rounding never makes a price too low.
    private const double Slack = 1 + 1e-12;

    /// <summary>
    /// The price that a document's <c>epsilon</c> means for the Gaussian mechanism: ρ = ε²/2. It is a name for ρ, <b>not</b> pure ε-differential privacy.
    /// </summary>
    /// <param name="microEpsilon">ε in 10⁻⁶, 1 to <see cref="MaxMicroEpsilon"/>.</param>
    public static long Gaussian(long microEpsilon)
    {
        Check(microEpsilon);
        return ((microEpsilon * microEpsilon) + 1999) / 2000;
    }

    /// <summary>
    /// The price of any ε-differentially private mechanism: ρ = ε·tanh(ε/2), tight for the two-point mechanism (Harrison and Manurangsi,
    /// arXiv 2510.25746); never more than ε²/2 (Bun and Steinke 2016, proposition 3.3).
    /// </summary>
    /// <param name="microEpsilon">ε in 10⁻⁶, 1 to <see cref="MaxMicroEpsilon"/>.</param>
    public static long Pure(long microEpsilon)
    {
        Check(microEpsilon);
        var epsilon = microEpsilon / Micro;
        return Math.Min(Gaussian(microEpsilon), checked((long)Math.Ceiling(epsilon * Math.Tanh(epsilon / 2) * Nano * Slack)));
    }

    /// <summary>The smallest ε, in 10⁻⁶, whose Gaussian price is at least this; more than <see cref="MaxMicroEpsilon"/> when there is none.</summary>
    public static long MicroEpsilonFor(long nanoRho)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nanoRho);
        if (nanoRho > Gaussian(MaxMicroEpsilon)) return MaxMicroEpsilon + 1;
        var (low, high) = (1L, MaxMicroEpsilon);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Gaussian(middle) >= nanoRho) high = middle;
            else low = middle + 1;
        }

        return low;
    }

    private static void Check(long microEpsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(microEpsilon);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(microEpsilon, MaxMicroEpsilon);
    }
}

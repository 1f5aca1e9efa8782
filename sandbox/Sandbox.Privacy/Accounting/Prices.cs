namespace Sandbox.Privacy.Accounting;

/// <summary>What a mechanism costs, in integer 10⁻⁹ ρ of zero-concentrated differential privacy. Every price is rounded up.</summary>
public static class Prices
{
    private const double Nano = 1e9;

    // More than the error of a handful of double operations, so that rounding never makes a price too low.
    private const double Slack = 1 + 1e-12;

    /// <summary>
    /// The price that a document's <c>epsilon</c> means for the Gaussian mechanism: ρ = ε²/2. It is a name for ρ, <b>not</b> pure ε-differential privacy.
    /// </summary>
    /// <param name="epsilon">More than 0, at most 1,000, exact.</param>
    public static long Gaussian(decimal epsilon)
    {
        Check(epsilon);
        return (long)Math.Ceiling(epsilon * epsilon * 500_000_000m);
    }

    /// <summary>
    /// The price of any ε-differentially private mechanism: ρ = ε·tanh(ε/2), tight for the two-point mechanism (Harrison and Manurangsi,
    /// arXiv 2510.25746); never more than ε²/2 (Bun and Steinke 2016, proposition 3.3).
    /// </summary>
    /// <param name="epsilon">More than 0, at most 1,000.</param>
    public static long Pure(decimal epsilon)
    {
        Check(epsilon);
        var e = (double)epsilon;
        return Math.Min(Gaussian(epsilon), checked((long)Math.Ceiling(e * Math.Tanh(e / 2) * Nano * Slack)));
    }

    private static void Check(decimal epsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epsilon, 1_000m);
    }
}

namespace Sandbox.Tests.Privacy;

/// <summary>The exact (ε, δ) curve of the Gaussian mechanism with Δ = 1 and σ² = 1/(2ρ) (Balle and Wang 2018, theorem 8).</summary>
internal static class GaussianCurve
{
    public static double Delta(double rho, double epsilon)
    {
        var sigma = Math.Sqrt(1 / (2 * rho));
        return Normal((1 / (2 * sigma)) - (epsilon * sigma)) - (Math.Exp(epsilon) * Normal((-1 / (2 * sigma)) - (epsilon * sigma)));
    }

    // Φ by Simpson's rule: enough for tails of 10⁻¹².
    public static double Normal(double x)
    {
        const int steps = 4000;
        var low = Math.Min(x, 0) - 12;
        var h = (x - low) / steps;
        double F(double t) => Math.Exp(-t * t / 2) / Math.Sqrt(2 * Math.PI);
        return Enumerable.Range(0, steps + 1).Sum(i => F(low + (i * h)) * (i is 0 or steps ? 1 : i % 2 == 0 ? 2 : 4)) * h / 3;
    }
}

using System.Numerics;
using Sandbox.Privacy.Noise;

namespace Sandbox.Privacy.Selection;

/// <summary>The three mechanisms of <see cref="KeyThreshold"/>. Logarithms are taken in floating point and rounded to the safe side before the ceiling.</summary>
public static class KeyThresholds
{
    private const double Femto = 1e-15;
    private const double Slack = 1e-9;

    /// <summary>
    /// Discrete Gaussian: τ = 1 + min{t : P[X ≥ t] ≤ δ/Δ₀}. δ-approximate ρ-zCDP (Bun and Steinke 2016, section 8: outside of an event of probability δ
    /// the two outputs differ as those of the Gaussian mechanism do).
    /// </summary>
    /// <param name="reach">Δ₀.</param>
    /// <param name="nanoRho">ρ in 10⁻⁹, over all keys of one person.</param>
    /// <param name="femtoDelta">δ in 10⁻¹⁵, over all keys of one person.</param>
    /// <param name="minSubjects">k, at least 1.</param>
    public static KeyThreshold Gaussian(int reach, long nanoRho, long femtoDelta, int minSubjects)
    {
        var noise = new DiscreteGaussian(DiscreteGaussian.VarianceFor(reach, Ratio.Whole(nanoRho)));
        var t = GaussianTail.Threshold(noise.Variance.ToDouble() * (1 + Slack), PerKey(femtoDelta, reach));
        return new KeyThreshold(noise, 1 + t, Checked(minSubjects));
    }

    /// <summary>
    /// Discrete Laplace with ε_p = ε/Δ₀ a key: τ = 1 + ⌈ln(1/(δ_p(1 + e^−ε_p)))/ε_p⌉, as P[X ≥ t] = e^(−ε_p·t)/(1 + e^−ε_p) for t ≥ 1. (ε, δ)-differentially private.
    /// </summary>
    /// <param name="reach">Δ₀.</param>
    /// <param name="microEpsilon">ε in 10⁻⁶, over all keys of one person.</param>
    /// <param name="femtoDelta">δ in 10⁻¹⁵, over all keys of one person.</param>
    /// <param name="minSubjects">k, at least 1.</param>
    public static KeyThreshold Laplace(int reach, long microEpsilon, long femtoDelta, int minSubjects)
    {
        var (scale, epsilon) = PerKeyScale(reach, microEpsilon);
        var t = Up(Math.Log(1 / (PerKey(femtoDelta, reach) * (1 + Math.Exp(-epsilon)))) / epsilon);
        return new KeyThreshold(new DiscreteLaplace(scale), 1 + BigInteger.Max(1, t), Checked(minSubjects));
    }

    /// <summary>
    /// Truncated geometric (Desfontaines, Voss, Gipson, Mandayam 2020, arXiv 2006.03684): discrete Laplace conditioned on |X| ≤ T, with the smallest T that has
    /// P[X = T] ≤ δ_p, and τ = T + 1. (ε, δ)-differentially private, also with the number of people: n and n + 1 people have the same outputs but for one
    /// of mass P[X = T] on each side, and elsewhere a ratio of e^±ε_p.
    /// </summary>
    /// <param name="reach">Δ₀.</param>
    /// <param name="microEpsilon">ε in 10⁻⁶, over all keys of one person.</param>
    /// <param name="femtoDelta">δ in 10⁻¹⁵, over all keys of one person.</param>
    /// <param name="minSubjects">k, at least 1.</param>
    public static KeyThreshold TruncatedGeometric(int reach, long microEpsilon, long femtoDelta, int minSubjects)
    {
        // With r = e^−ε_p and y = r^T: P[X = T] = y(1 − r)/(1 + r − 2ry) ≤ δ_p exactly when y ≤ δ_p(1 + r)/((1 − r) + 2rδ_p).
        var (scale, epsilon) = PerKeyScale(reach, microEpsilon);
        var (r, delta) = (Math.Exp(-epsilon), PerKey(femtoDelta, reach));
        var t = Up(Math.Log((Exponentials.OneMinusExp(epsilon) + (2 * r * delta)) / (delta * (1 + r))) / epsilon);
        t = BigInteger.Max(0, t);
        return new KeyThreshold(new TruncatedLaplace(scale, t), 1 + t, Checked(minSubjects));
    }

    private static (Ratio Scale, double Epsilon) PerKeyScale(int reach, long microEpsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(microEpsilon);
        return (new Ratio(1_000_000 * (BigInteger)reach, microEpsilon), microEpsilon / 1e6 / reach);
    }

    private static double PerKey(long femtoDelta, int reach)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(reach);
        ArgumentOutOfRangeException.ThrowIfLessThan(femtoDelta, reach);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(femtoDelta, 100_000_000_000_000L * reach);
        return femtoDelta / reach * Femto;
    }

    private static BigInteger Up(double value) => new(Math.Ceiling(value + (Slack * Math.Max(1, Math.Abs(value)))));

    private static int Checked(int minSubjects)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minSubjects);
        return minSubjects;
    }
}

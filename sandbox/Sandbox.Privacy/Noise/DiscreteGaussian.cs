using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>
/// Discrete Gaussian noise: P[X = x] ∝ exp(−x²/(2σ²)). Canonne, Kamath, Steinke 2020 (arXiv 2004.00010), algorithm 3.
/// <b>Proves:</b> independent draws added to an integer vector of L₂ sensitivity Δ are Δ²/(2σ²)-zCDP (theorem 14 there), and exactly so.
/// </summary>
public sealed class DiscreteGaussian
{
    private readonly Ratio _variance;
    private readonly BigInteger _t;
    private readonly DiscreteLaplace _proposal;

    /// <summary>Noise of this variance.</summary>
    /// <param name="variance">σ², positive and rational. As a variance it is an upper bound: Var[X] ≤ σ².</param>
    public DiscreteGaussian(Ratio variance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(variance, default);
        _variance = variance;
        _t = Sqrt(variance.Numerator / variance.Denominator) + 1;
        _proposal = new DiscreteLaplace(Ratio.Whole(_t));
    }

    /// <summary>σ² for an L₂ sensitivity and a price: Δ₂²·10⁹/(2·nano-ρ).</summary>
    /// <param name="sensitivitySquared">Δ₂², an integer on the lattice of the statistic.</param>
    /// <param name="nanoRho">The price in 10⁻⁹ ρ, positive.</param>
    public static Ratio Variance(BigInteger sensitivitySquared, long nanoRho) =>
        new(sensitivitySquared * 1_000_000_000, 2 * (BigInteger)nanoRho);

    /// <summary>One draw.</summary>
    public BigInteger Sample(IRandomBits bits)
    {
        // Accept y of the proposal with probability exp(−(|y| − σ²/t)² / (2σ²)); with σ² = n/d this is (|y|·t·d − n)² / (2·n·d·t²).
        var (n, d) = (_variance.Numerator, _variance.Denominator);
        var denominator = 2 * n * d * _t * _t;
        while (true)
        {
            var y = _proposal.Sample(bits);
            var root = (BigInteger.Abs(y) * _t * d) - n;
            if (BernoulliExp.Sample(root * root, denominator, bits)) return y;
        }
    }

    /// <summary>⌊√value⌋ by Newton's method on integers.</summary>
    internal static BigInteger Sqrt(BigInteger value)
    {
        if (value < 2) return value;
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }
}

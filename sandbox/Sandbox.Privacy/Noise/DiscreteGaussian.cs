using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>
/// Discrete Gaussian noise: P[X = x] ∝ exp(−x²/(2σ²)). Canonne, Kamath, Steinke 2020 (arXiv 2004.00010), algorithm 3.
/// <b>Proves:</b> independent draws added to an integer vector of L₂ sensitivity Δ are Δ²/(2σ²)-zCDP (theorem 14 there), and exactly so.
/// </summary>
public sealed class DiscreteGaussian : INoise
{
    // A variance above this is rounded up to a whole number, which only adds noise (at most 1 part in 65,536) and keeps draws in machine words.
    private const int ExactBelow = 1 << 16;

    private readonly BigInteger _n;
    private readonly BigInteger _d;
    private readonly BigInteger _t;
    private readonly BigInteger _denominator;
    private readonly DiscreteLaplace _proposal;

    /// <summary>Noise of this variance.</summary>
    /// <param name="variance">σ², positive and rational.</param>
    public DiscreteGaussian(Ratio variance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(variance, default);
        Variance = variance > Ratio.Whole(ExactBelow) ? Ratio.Whole(Ceiling(variance)) : variance;
        (_n, _d) = (Variance.Numerator, Variance.Denominator);
        _t = Sqrt(_n / _d) + 1;
        _denominator = 2 * _n * _d * _t * _t;
        _proposal = new DiscreteLaplace(Ratio.Whole(_t));
    }

    /// <summary>σ². As a variance it is an upper bound: Var[X] ≤ σ².</summary>
    public Ratio Variance { get; }

    /// <inheritdoc/>
    public double StandardDeviation => Math.Sqrt(Variance.ToDouble());

    /// <inheritdoc/>
    public double HalfWidth => GaussianTail.HalfWidth(Variance.ToDouble());

    /// <inheritdoc/>
    public double IntervalFactor => GaussianTail.TwoSided;

    /// <summary>σ² for an L₂ sensitivity and a price: Δ₂²·10⁹/(2·nano-ρ).</summary>
    /// <param name="sensitivitySquared">Δ₂², an integer on the lattice of the statistic.</param>
    /// <param name="nanoRho">The price in 10⁻⁹ ρ, positive.</param>
    public static Ratio VarianceFor(BigInteger sensitivitySquared, Ratio nanoRho) =>
        new Ratio(sensitivitySquared * 1_000_000_000, 2) / nanoRho;

    /// <inheritdoc/>
    public BigInteger Sample(IRandomBits bits)
    {
        // Accept y of the proposal with probability exp(−(|y| − σ²/t)² / (2σ²)); with σ² = n/d this is (|y|·t·d − n)² / (2·n·d·t²).
        while (true)
        {
            var y = _proposal.Sample(bits);
            var root = (BigInteger.Abs(y) * _t * _d) - _n;
            if (BernoulliExp.Sample(root * root, _denominator, bits)) return y;
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

    private static BigInteger Ceiling(Ratio ratio) => (ratio.Numerator + ratio.Denominator - 1) / ratio.Denominator;
}

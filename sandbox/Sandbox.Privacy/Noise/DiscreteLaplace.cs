using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>
/// Discrete Laplace noise: P[X = x] ∝ exp(−|x|·s/t). Canonne, Kamath, Steinke 2020 (arXiv 2004.00010), algorithm 2.
/// <b>Proves:</b> added to an integer of sensitivity Δ it is (Δ·s/t)-differentially private (pure), and exactly so: no floating point.
/// </summary>
public sealed class DiscreteLaplace
{
    private readonly BigInteger _s;
    private readonly BigInteger _t;

    /// <summary>Noise of this scale.</summary>
    /// <param name="scale">The scale t/s: 1/ε for sensitivity 1, Δ/ε in general. Positive.</param>
    public DiscreteLaplace(Ratio scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(scale, default);
        (_t, _s) = (scale.Numerator, scale.Denominator);
    }

    /// <summary>One draw.</summary>
    public BigInteger Sample(IRandomBits bits)
    {
        while (true)
        {
            // X = U + t·V is geometric with ratio exp(−1/t): U by rejection, V by counting.
            var u = UniformSampler.Below(_t, bits);
            if (!BernoulliExp.Sample(u, _t, bits)) continue;
            var v = BigInteger.Zero;
            while (BernoulliExp.Sample(BigInteger.One, BigInteger.One, bits)) v++;
            var magnitude = (u + (_t * v)) / _s;
            var negative = UniformSampler.Below(2UL, bits) == 1;
            if (negative && magnitude.IsZero) continue; // zero would otherwise be drawn twice as often
            return negative ? -magnitude : magnitude;
        }
    }
}

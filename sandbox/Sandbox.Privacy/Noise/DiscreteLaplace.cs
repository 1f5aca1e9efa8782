using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>
/// Discrete Laplace noise: P[X = x] = (1 − r)/(1 + r) · r^|x| with r = exp(−s/t). Canonne, Kamath, Steinke 2020 (arXiv 2004.00010), algorithm 2.
/// <b>Proves:</b> independent draws added to an integer vector of L₁ sensitivity Δ are (Δ·s/t)-differentially private (pure), and exactly so, because
/// P[X = x]/P[X = x + d] ≤ exp(|d|·s/t) and no floating point is in between.
/// </summary>
public sealed class DiscreteLaplace : INoise
{
    private readonly BigInteger _s;
    private readonly BigInteger _t;
    private readonly (ulong S, ulong T)? _small;
    private readonly double _rate;

    /// <summary>Noise of this scale.</summary>
    /// <param name="scale">The scale t/s: 1/ε for sensitivity 1, Δ/ε in general. Positive.</param>
    public DiscreteLaplace(Ratio scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(scale, default);
        (_t, _s) = (scale.Numerator, scale.Denominator);
        if (_t <= uint.MaxValue && _s <= uint.MaxValue) _small = ((ulong)_s, (ulong)_t);
        _rate = 1 / scale.ToDouble();
    }

    /// <inheritdoc/>
    public double StandardDeviation => Math.Sqrt(2 * Math.Exp(-_rate)) / Exponentials.OneMinusExp(_rate);

    /// <summary>P[|X| &gt; t] = 2·r^(t+1)/(1 + r) for t ≥ 0.</summary>
    public double HalfWidth => Math.Max(0, Math.Ceiling((Math.Log(40 / (1 + Math.Exp(-_rate))) / _rate) - 1));

    /// <summary>ln(20)/√2: exact for one continuous Laplace draw, and wide for a sum of several.</summary>
    public double IntervalFactor => 2.1183;

    /// <inheritdoc/>
    public BigInteger Sample(IRandomBits bits)
    {
        while (true)
        {
            // U + t·V is geometric with ratio exp(−1/t): U by rejection, V by counting; divided by s its ratio is exp(−s/t).
            var magnitude = _small is { } small ? Magnitude(small.S, small.T, bits) : Magnitude(bits);
            var negative = bits.Take(1) == 1;
            if (negative && magnitude.IsZero) continue; // zero would otherwise be drawn twice as often
            return negative ? -magnitude : magnitude;
        }
    }

    private static BigInteger Magnitude(ulong s, ulong t, IRandomBits bits)
    {
        ulong u;
        do u = UniformSampler.Below(t, bits);
        while (!BernoulliExp.Sample((UInt128)u, t, bits));
        return (u + ((UInt128)t * Whole(bits))) / s;
    }

    private static ulong Whole(IRandomBits bits)
    {
        var v = 0UL;
        while (BernoulliExp.Sample(UInt128.One, UInt128.One, bits)) v++;
        return v;
    }

    private BigInteger Magnitude(IRandomBits bits)
    {
        BigInteger u;
        do u = UniformSampler.Below(_t, bits);
        while (!BernoulliExp.Sample(u, _t, bits));
        return (u + (_t * Whole(bits))) / _s;
    }
}

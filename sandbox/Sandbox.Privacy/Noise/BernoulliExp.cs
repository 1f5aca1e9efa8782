using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>Bernoulli(exp(−γ)) for rational γ ≥ 0, exactly: Canonne, Kamath, Steinke 2020 (arXiv 2004.00010), algorithm 1.</summary>
internal static class BernoulliExp
{
    /// <summary>True with probability exp(−numerator / denominator).</summary>
    public static bool Sample(BigInteger numerator, BigInteger denominator, IRandomBits bits)
    {
        while (numerator > denominator)
        {
            if (!UpToOne(BigInteger.One, BigInteger.One, bits)) return false;
            numerator -= denominator;
        }

        return UpToOne(numerator, denominator, bits);
    }

    // For γ ≤ 1: K counts a run of successes of Bernoulli(γ/k), k = 1, 2, …; P[K is odd] = exp(−γ).
    private static bool UpToOne(BigInteger numerator, BigInteger denominator, IRandomBits bits)
    {
        if (denominator <= uint.MaxValue) return UpToOne((ulong)numerator, (ulong)denominator, bits);
        var k = 1;
        while (UniformSampler.Bernoulli(numerator, denominator * k, bits)) k++;
        return k % 2 == 1;
    }

    private static bool UpToOne(ulong numerator, ulong denominator, IRandomBits bits)
    {
        ulong k = 1;
        while (UniformSampler.Below(denominator * k, bits) < numerator) k++;
        return k % 2 == 1;
    }
}

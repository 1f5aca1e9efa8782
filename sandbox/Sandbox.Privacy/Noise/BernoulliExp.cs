using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>Bernoulli(exp(−γ)) for rational γ ≥ 0, exactly: Canonne, Kamath, Steinke 2020 (arXiv 2004.00010), algorithm 1.</summary>
internal static class BernoulliExp
{
    // Up to this k the bound of the uniform draw, denominator · k, fits the machine type; beyond it (probability below 1/k!) big integers take over.
    private const int MachineRounds = 64;
    private const int RoundBits = 6;

    /// <summary>True with probability exp(−numerator / denominator).</summary>
    public static bool Sample(BigInteger numerator, BigInteger denominator, IRandomBits bits)
    {
        while (numerator > denominator)
        {
            if (!UpToOne(1, 1, bits)) return false;
            numerator -= denominator;
        }

        return denominator >> (128 - RoundBits) == 0
            ? UpToOne((UInt128)numerator, (UInt128)denominator, bits)
            : From(1, numerator, denominator, bits);
    }

    /// <summary>True with probability exp(−numerator / denominator).</summary>
    public static bool Sample(UInt128 numerator, UInt128 denominator, IRandomBits bits)
    {
        while (numerator > denominator)
        {
            if (!UpToOne(1, 1, bits)) return false;
            numerator -= denominator;
        }

        return UpToOne(numerator, denominator, bits);
    }

    // For γ ≤ 1: K counts a run of successes of Bernoulli(γ/k), k = 1, 2, …; P[K is odd] = exp(−γ).
    private static bool UpToOne(UInt128 numerator, UInt128 denominator, IRandomBits bits)
    {
        if (denominator >> (128 - RoundBits) != 0) return From(1, numerator, denominator, bits);
        var bound = UInt128.Zero;
        for (var k = 1; k <= MachineRounds; k++)
        {
            bound += denominator;
            if (UniformSampler.Below(bound, bits) >= numerator) return k % 2 == 1;
        }

        return From(MachineRounds + 1, numerator, denominator, bits);
    }

    private static bool From(int k, BigInteger numerator, BigInteger denominator, IRandomBits bits)
    {
        while (UniformSampler.Below(denominator * k, bits) < numerator) k++;
        return k % 2 == 1;
    }
}

using Testing.Seeds;

namespace Sandbox.Tests.Scores;

/// <summary>Seeded real numbers: the same on every machine.</summary>
internal sealed class SyntheticNoise(ulong seed)
{
    private readonly Seeded _bits = new(seed);

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (_bits.NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal, by Box and Muller.</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
}

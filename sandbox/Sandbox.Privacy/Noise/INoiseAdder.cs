using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>The one place where an exact number becomes one that may leave.</summary>
public interface INoiseAdder
{
    /// <summary>The exact number plus an independent draw of the noise.</summary>
    BigInteger Add(BigInteger exact, INoise noise);
}

/// <summary>What it says.</summary>
/// <param name="bits">Fresh randomness, of this query alone.</param>
public sealed class NoiseAdder(IRandomBits bits) : INoiseAdder
{
    /// <inheritdoc/>
    public BigInteger Add(BigInteger exact, INoise noise) => exact + noise.Sample(bits);
}

using System.Numerics;
using Sandbox.Privacy.Noise;

namespace Sandbox.Privacy.Estimates;

/// <summary>An integer with its noise added: all that is left of the data from here on, so whatever is computed from it spends nothing.</summary>
/// <param name="Value">The noisy integer.</param>
/// <param name="Noise">The noise's distribution, a public fact.</param>
public sealed record NoisyNumber(BigInteger Value, INoise Noise)
{
    /// <summary>Adds the noise.</summary>
    public static NoisyNumber Of(BigInteger exact, INoise noise, INoiseAdder adder) => new(adder.Add(exact, noise), noise);

    /// <summary>Value ± the smallest half width that covers 95 %.</summary>
    public Interval Interval
    {
        get
        {
            var value = (double)Value;
            return new Interval(value, value - Noise.HalfWidth, value + Noise.HalfWidth);
        }
    }
}

using System.Numerics;
using Sandbox.Privacy.Noise;

namespace Sandbox.Privacy.Selection;

/// <summary>
/// Lets a private key out, or holds it back, by its noisy number of people. A key with c &lt; k people is held back; otherwise c − k + 1 plus noise is held
/// against a threshold. <b>Proves</b>, for a person in at most Δ₀ keys: a key that the person alone brings to k is let out with probability at most
/// δ/Δ₀, which makes δ in all; every other key has one person more or less, which the noise covers; the number that passed is released with it, as
/// noise was already spent on it. Nothing but public facts enters noise and threshold.
/// </summary>
public sealed class KeyThreshold
{
    private readonly int _minSubjects;

    internal KeyThreshold(INoise noise, BigInteger threshold, int minSubjects)
    {
        Noise = noise;
        Threshold = threshold;
        _minSubjects = minSubjects;
    }

    /// <summary>τ: let out when c − k + 1 plus noise is at least this.</summary>
    public BigInteger Threshold { get; }

    /// <summary>The noise on the number of people.</summary>
    public INoise Noise { get; }

    /// <summary>About how many people a key needs, to be let out every other time.</summary>
    public BigInteger EvenChance => Threshold + _minSubjects - 1;

    /// <summary>The noisy number of people, or null when the key is held back.</summary>
    /// <param name="people">The key's number of people after bounding, at least 1.</param>
    /// <param name="adder">Adds the noise.</param>
    public BigInteger? Pass(BigInteger people, INoiseAdder adder)
    {
        if (people < _minSubjects) return null;
        var noisy = adder.Add(people - _minSubjects + 1, Noise);
        return noisy >= Threshold ? noisy + _minSubjects - 1 : null;
    }
}

using System.Numerics;

namespace Sandbox.DemoCity;

/// <summary>
/// A stream of numbers for one resident: xoshiro256** (Blackman and Vigna, 2018), seeded by SplitMix64 from city, dataset and resident, so that a resident
/// does not depend on how many there are. Reproducible and no secret: never a source of noise or keys.
/// Only integers and the exactly rounded operations of IEEE 754 (+ − × ÷) are used, so the same seed gives the same city on every machine.
/// </summary>
internal struct DemoRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>The stream of a resident in a dataset.</summary>
    public DemoRandom(ulong seed, ulong dataset, int index)
    {
        var state = unchecked((seed * 0xD1342543DE82EF95) ^ (dataset << 56) ^ ((ulong)index * 0xAF251AF3B0F025B5));
        _a = Next(ref state);
        _b = Next(ref state);
        _c = Next(ref state);
        _d = Next(ref state);
    }

    /// <summary>64 bits.</summary>
    public ulong Bits()
    {
        var result = unchecked(BitOperations.RotateLeft(unchecked(_b * 5), 7) * 9);
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>0 to <paramref name="bound"/> − 1.</summary>
    public int Below(int bound) => (int)(((Bits() >> 32) * (ulong)bound) >> 32);

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Uniform() => (Bits() >> 11) / 9007199254740992.0;

    /// <summary>True with a probability.</summary>
    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>About standard normal, within ±6: twelve uniforms added up (Irwin and Hall).</summary>
    public double Normal()
    {
        ulong sum = 0;
        for (var i = 0; i < 6; i++)
        {
            var bits = Bits();
            sum += (bits >> 32) + (bits & uint.MaxValue);
        }
        return (sum / 4294967296.0) - 6;
    }

    private static ulong Next(ref ulong state)
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}

using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>Exact uniform draws by rejection: no modulo, so no bias.</summary>
internal static class UniformSampler
{
    /// <summary>Uniform over 0 … bound − 1.</summary>
    public static BigInteger Below(BigInteger bound, IRandomBits bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        if (bound <= UInt128.MaxValue) return Below((UInt128)bound, bits);
        var length = (int)(bound - 1).GetBitLength();
        while (true)
        {
            var draw = BigInteger.Zero;
            for (var left = length; left > 0; left -= 64) draw = (draw << Math.Min(left, 64)) | bits.Take(Math.Min(left, 64));
            if (draw < bound) return draw;
        }
    }

    /// <summary>Uniform over 0 … bound − 1; the bound is not 0.</summary>
    public static UInt128 Below(UInt128 bound, IRandomBits bits)
    {
        if (bound <= ulong.MaxValue) return Below((ulong)bound, bits);
        var high = 64 - BitOperations.LeadingZeroCount((ulong)((bound - 1) >> 64));
        while (true)
        {
            var upper = high == 0 ? 0 : bits.Take(high);
            var draw = new UInt128(upper, bits.Take(64));
            if (draw < bound) return draw;
        }
    }

    /// <summary>Uniform over 0 … bound − 1; the bound is not 0.</summary>
    public static ulong Below(ulong bound, IRandomBits bits)
    {
        if (bound == 1) return 0;
        var length = 64 - BitOperations.LeadingZeroCount(bound - 1);
        while (true)
        {
            var draw = bits.Take(length);
            if (draw < bound) return draw;
        }
    }
}

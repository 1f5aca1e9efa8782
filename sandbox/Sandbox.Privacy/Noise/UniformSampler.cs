using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>Exact uniform draws by rejection: no modulo, so no bias.</summary>
internal static class UniformSampler
{
    /// <summary>Uniform over 0 … bound − 1.</summary>
    public static BigInteger Below(BigInteger bound, IRandomBits bits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        if (bound <= ulong.MaxValue) return Below((ulong)bound, bits);
        var length = (int)((bound - 1).GetBitLength());
        var bytes = new byte[(length + 7) / 8];
        var mask = (byte)(0xFF >> ((bytes.Length * 8) - length));
        while (true)
        {
            bits.Fill(bytes);
            bytes[^1] &= mask;
            var draw = new BigInteger(bytes, isUnsigned: true);
            if (draw < bound) return draw;
        }
    }

    /// <summary>Uniform over 0 … bound − 1.</summary>
    public static ulong Below(ulong bound, IRandomBits bits)
    {
        if (bound == 1) return 0;
        var length = 64 - BitOperations.LeadingZeroCount(bound - 1);
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        var used = bytes[..((length + 7) / 8)];
        var mask = length == 64 ? ulong.MaxValue : (1UL << length) - 1;
        while (true)
        {
            bits.Fill(used);
            var draw = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes) & mask;
            if (draw < bound) return draw;
        }
    }

    /// <summary>True with probability numerator / denominator, 0 ≤ numerator ≤ denominator.</summary>
    public static bool Bernoulli(BigInteger numerator, BigInteger denominator, IRandomBits bits) =>
        Below(denominator, bits) < numerator;
}

using Sandbox.Tests.Scores;

namespace Sandbox.Tests.Encrypted;

/// <summary>What comes of good bytes in hostile hands: flipped, cut, repeated, overwritten, grown; the same for a seed.</summary>
internal sealed class Mutations(ulong seed)
{
    private readonly SyntheticNoise _noise = new(seed);

    public byte[] Of(byte[] good)
    {
        var bytes = good.ToArray();
        for (var rounds = 1 + Below(3); rounds > 0; rounds--)
        {
            bytes = Below(6) switch
            {
                0 => Flip(bytes, Below(bytes.Length)),
                1 => Flip(bytes, Below(Math.Min(bytes.Length, 400))),
                2 => bytes[..Below(bytes.Length + 1)],
                3 => [.. bytes, .. bytes.AsSpan(0, Below(bytes.Length + 1))],
                4 => Overwrite(bytes),
                _ => Exchange(bytes),
            };
            if (bytes.Length == 0) break;
        }
        return bytes;
    }

    private byte[] Flip(byte[] bytes, int at)
    {
        bytes[at] ^= (byte)(1 << Below(8));
        return bytes;
    }

    private byte[] Overwrite(byte[] bytes)
    {
        var at = Below(bytes.Length);
        bytes.AsSpan(at, Math.Min(1 + Below(64), bytes.Length - at)).Fill((byte)(Below(2) == 0 ? 0xFF : Below(256)));
        return bytes;
    }

    private byte[] Exchange(byte[] bytes)
    {
        var half = bytes.Length / 2;
        var (from, to, length) = (Below(half + 1), half, Below(bytes.Length - half));
        bytes.AsSpan(from, Math.Min(length, bytes.Length - from)).ToArray().AsSpan(0, Math.Min(length, bytes.Length - to)).CopyTo(bytes.AsSpan(to));
        return bytes;
    }

    private int Below(int limit) => limit <= 1 ? 0 : (int)Math.Min(limit - 1, _noise.Uniform() * limit);
}

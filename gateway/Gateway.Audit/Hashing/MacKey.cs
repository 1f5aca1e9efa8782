using System.Runtime.CompilerServices;

namespace Gateway.Audit.Hashing;

/// <summary>
/// HMAC-SHA-256 of many short messages under one key, by its definition (RFC 2104): two hashes of a few blocks each. The library's own call sets up a context
/// for the key each time, which costs several times as much.
/// </summary>
public sealed class MacKey
{
    private const int Block = 64;
    private const int OnStack = 320;
    private readonly byte[] _inner = new byte[Block];
    private readonly byte[] _outer = new byte[Block];

    /// <summary>Takes a copy of a key of at most 64 bytes: a longer one would be hashed first, and none here is.</summary>
    public MacKey(ReadOnlySpan<byte> key)
    {
        if (key.Length > Block) throw new ArgumentException($"A key has at most {Block} bytes.", nameof(key));
        key.CopyTo(_inner);
        key.CopyTo(_outer);
        for (var i = 0; i < Block; i++)
        {
            _inner[i] ^= 0x36;
            _outer[i] ^= 0x5c;
        }
    }

    /// <summary>The MAC of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="mac">Receives 32 bytes.</param>
    [SkipLocalsInit]
    public void Of(ReadOnlySpan<byte> message, Span<byte> mac)
    {
        var inner = Block + message.Length <= OnStack ? stackalloc byte[OnStack] : new byte[Block + message.Length];
        Span<byte> outer = stackalloc byte[Block + Digest.Size];
        _inner.CopyTo(inner);
        message.CopyTo(inner[Block..]);
        _outer.CopyTo(outer);
        Digest.Of(inner[..(Block + message.Length)], outer[Block..]);
        Digest.Of(outer, mac);
    }
}

using System.Security.Cryptography;

namespace Gateway.Audit.Hashing;

/// <summary>
/// SHA-256 of many short messages. The library's one-shot call sets a context up for each, which costs as much as hashing a hundred bytes and twice that where
/// threads meet in it; here each thread keeps one.
/// </summary>
public static class Digest
{
    /// <summary>A hash's length in bytes.</summary>
    public const int Size = SHA256.HashSizeInBytes;

    [ThreadStatic]
    private static IncrementalHash? _sha256;

    /// <summary>The hash of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="hash">Receives 32 bytes; it may lie within the message.</param>
    public static void Of(ReadOnlySpan<byte> message, Span<byte> hash)
    {
        var sha256 = _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(message);
        sha256.GetHashAndReset(hash);
    }

    /// <summary>The hash of a message, in an array of its own.</summary>
    public static byte[] Of(ReadOnlySpan<byte> message)
    {
        var hash = new byte[Size];
        Of(message, hash);
        return hash;
    }
}

using System.Security.Cryptography;

namespace Sandbox.Protocol.Releases;

/// <summary>
/// SHA-256(salt ‖ bytes). Answers and queries can be guessed: there are a few hundred scores. With a salt of 32 random bytes that few people hold, nobody else
/// finds them by trying.
/// </summary>
public static class SaltedHash
{
    /// <summary>The salt's length in bytes.</summary>
    public const int SaltSize = 32;

    // Setting one up costs more than hashing a small answer, so each thread keeps one.
    [ThreadStatic]
    private static IncrementalHash? _sha256;

    /// <summary>The hash.</summary>
    public static byte[] Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> bytes)
    {
        var hash = _sha256 ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }
}

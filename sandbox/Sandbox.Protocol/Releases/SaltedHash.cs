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

    // Setting a hash up piece by piece costs more than copying a small answer.
    private const int MaxCopied = 2048;

    /// <summary>The hash.</summary>
    public static byte[] Of(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> bytes)
    {
        var length = salt.Length + bytes.Length;
        if (length <= MaxCopied)
        {
            Span<byte> whole = stackalloc byte[length];
            salt.CopyTo(whole);
            bytes.CopyTo(whole[salt.Length..]);
            return SHA256.HashData(whole);
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(bytes);
        return hash.GetHashAndReset();
    }
}

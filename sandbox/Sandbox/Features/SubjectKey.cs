using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sandbox.Protocol;

namespace Sandbox.Features;

/// <summary>
/// Where a subject stands in the feature store: the first 128 bits of SHA-256 of its canonical id. The store holds no plain id; ids can still be
/// guessed against it, so the file is as secret as the rows. A cryptographic hash, because callers choose the ids that are looked up: with a
/// fast one they could make a second spelling of a person. Two of n subjects share a key with odds of about n²/2¹²⁹: 10⁻²⁵ for ten million.
/// </summary>
internal static class SubjectKey
{
    /// <summary>The key of a canonical id (<see cref="SubjectId"/>). Allocates nothing.</summary>
    /// <exception cref="ArgumentException">The id is too long or not ASCII, so not canonical.</exception>
    public static UInt128 Of(ReadOnlySpan<char> canonical)
    {
        Span<byte> bytes = stackalloc byte[SubjectId.MaxLength];
        if (Ascii.FromUtf16(canonical, bytes, out var length) != System.Buffers.OperationStatus.Done)
            throw new ArgumentException("Not a canonical subject id.", nameof(canonical));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..length], hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Sandbox.Protocol.Permits;

namespace Sandbox.Protocol.Releases;

/// <summary>
/// Side facts of an answer, in the <c>Release</c> header, which the gateway strips. The MAC binds them to the permit's nonce and to
/// the body, so that nothing between worker and log can exchange one answer for another.
/// </summary>
/// <param name="BootId">The start of the worker (16 bytes).</param>
/// <param name="Counter">Jobs that this start has run, this one included; it grows by one a job, so that a gap shows a job that was never logged.</param>
/// <param name="Nonce">The permit's nonce.</param>
/// <param name="BodySha256">The SHA-256 of the response body (32 bytes).</param>
public sealed record Release(ReadOnlyMemory<byte> BootId, ulong Counter, UInt128 Nonce, ReadOnlyMemory<byte> BodySha256)
{
    /// <summary>The header's name.</summary>
    public const string Header = "Release";

    // version 1 | boot id 16 | counter 8 | nonce 16 | body hash 32 | mac 32
    private const int BodySize = 1 + PermitKey.BootIdSize + 8 + 16 + 32;
    private const int EncodedSize = BodySize + 32;

    /// <summary>The header value.</summary>
    public string Seal(PermitKey key)
    {
        Span<byte> bytes = stackalloc byte[EncodedSize];
        bytes[0] = 1;
        BootId.Span.CopyTo(bytes[1..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[17..], Counter);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[25..], Nonce);
        BodySha256.Span.CopyTo(bytes[41..]);
        key.MacRelease(bytes[..BodySize]).CopyTo(bytes[BodySize..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The release in a header value; null unless it is well formed and its MAC holds.</summary>
    public static Release? Open(PermitKey key, ReadOnlySpan<char> header)
    {
        Span<byte> bytes = stackalloc byte[EncodedSize];
        if (header.Length != Base64Url.GetEncodedLength(EncodedSize)
            || Base64Url.DecodeFromChars(header, bytes, out _, out var written) != System.Buffers.OperationStatus.Done
            || written != EncodedSize
            || !CryptographicOperations.FixedTimeEquals(key.MacRelease(bytes[..BodySize]), bytes[BodySize..])
            || bytes[0] != 1) return null;
        return new Release(
            bytes[1..17].ToArray(),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[17..]),
            BinaryPrimitives.ReadUInt128BigEndian(bytes[25..]),
            bytes[41..73].ToArray());
    }
}

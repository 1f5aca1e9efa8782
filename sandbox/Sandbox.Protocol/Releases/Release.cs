using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Workers;

namespace Sandbox.Protocol.Releases;

/// <summary>
/// Side facts of an answer, in the <c>Release</c> header, which the gateway strips. The MAC binds them to the permit's nonce and to
/// the body, so that nothing between worker and log can exchange one answer for another. What holds against the gateway itself is the link: the worker signs it.
/// </summary>
/// <param name="BootId">The start of the worker (16 bytes).</param>
/// <param name="Counter">Jobs that this start has run, this one included; it grows by one a job, so that a gap shows a job that was never logged.</param>
/// <param name="Nonce">The permit's nonce.</param>
/// <param name="ResultHash">The <see cref="SaltedHash"/> of the response body under the permit's salt (32 bytes).</param>
/// <param name="Link">The worker's running hash up to this job (32 bytes): see <see cref="WorkerTally"/>.</param>
public sealed record Release(
    ReadOnlyMemory<byte> BootId, ulong Counter, UInt128 Nonce, ReadOnlyMemory<byte> ResultHash, ReadOnlyMemory<byte> Link)
{
    /// <summary>The header's name.</summary>
    public const string Header = "Release";

    // version 1 | boot id 16 | counter 8 | nonce 16 | result hash 32 | link 32 | mac 32
    private const int BodySize = 1 + PermitKey.BootIdSize + 8 + 16 + 32 + 32;
    private const int EncodedSize = BodySize + 32;
    private const byte Version = 2;

    /// <summary>The header value.</summary>
    public string Seal(PermitKey key)
    {
        Span<byte> bytes = stackalloc byte[EncodedSize];
        bytes[0] = Version;
        BootId.Span.CopyTo(bytes[1..]);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[17..], Counter);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[25..], Nonce);
        ResultHash.Span.CopyTo(bytes[41..]);
        Link.Span.CopyTo(bytes[73..]);
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
            || bytes[0] != Version) return null;
        return new Release(
            bytes[1..17].ToArray(),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[17..]),
            BinaryPrimitives.ReadUInt128BigEndian(bytes[25..]),
            bytes[41..73].ToArray(),
            bytes[73..105].ToArray());
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Sandbox.Protocol.Workers;

namespace Sandbox.Protocol.Permits;

/// <summary>
/// The key that a worker and the gateway share for one start of that worker. It MACs permits one way and releases the other;
/// a one-byte label keeps the two apart. HMAC-SHA-256 (RFC 2104), compared in constant time.
/// </summary>
public sealed class PermitKey
{
    /// <summary>The key's length in bytes.</summary>
    public const int Size = 32;

    /// <summary>A boot id's length in bytes.</summary>
    public const int BootIdSize = 16;

    // version 1 | kind 1 | boot id 16 | nonce 16 | expiry 8 | job hash 32 | salt 32 | mac 32
    private const int BodySize = 1 + 1 + BootIdSize + 16 + 8 + 32 + 32;
    private const int EncodedSize = BodySize + 32;
    private const byte Version = 2;
    private const byte PermitLabel = 0x50;
    private const byte ReleaseLabel = 0x52;

    private readonly byte[] _key;
    private readonly IncrementalHash?[] _macs = new IncrementalHash?[Environment.ProcessorCount];

    /// <summary>Takes a copy of a key of exactly <see cref="Size"/> bytes.</summary>
    public PermitKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Size) throw new ArgumentException($"A permit key has {Size} bytes.", nameof(key));
        _key = key.ToArray();
    }

    /// <summary>The header value of a permit.</summary>
    public string Seal(Permit permit)
    {
        Span<byte> bytes = stackalloc byte[EncodedSize];
        bytes[0] = Version;
        bytes[1] = (byte)permit.Kind;
        permit.BootId.Span.CopyTo(bytes[2..]);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[18..], permit.Nonce);
        BinaryPrimitives.WriteInt64BigEndian(bytes[34..], permit.Expires.ToUnixTimeMilliseconds());
        permit.JobSha256.Span.CopyTo(bytes[42..]);
        permit.Salt.Span.CopyTo(bytes[74..]);
        Mac(PermitLabel, bytes[..BodySize], bytes[BodySize..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The permit in a header value; null unless it is well formed and its MAC holds. Expiry, nonce and job are the caller's to check.</summary>
    public Permit? Open(ReadOnlySpan<char> header)
    {
        Span<byte> bytes = stackalloc byte[EncodedSize];
        if (header.Length != Base64Url.GetEncodedLength(EncodedSize)
            || Base64Url.DecodeFromChars(header, bytes, out _, out var written) != System.Buffers.OperationStatus.Done
            || written != EncodedSize) return null;
        Span<byte> mac = stackalloc byte[32];
        Mac(PermitLabel, bytes[..BodySize], mac);
        if (!CryptographicOperations.FixedTimeEquals(mac, bytes[BodySize..]) || bytes[0] != Version) return null;
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes[34..]);
        if (milliseconds is < 0 or > 253402300799999) return null;
        return new Permit(
            (WorkerKind)bytes[1],
            bytes[2..18].ToArray(),
            BinaryPrimitives.ReadUInt128BigEndian(bytes[18..]),
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            bytes[42..74].ToArray(),
            bytes[74..106].ToArray());
    }

    /// <summary>The MAC of a release's signed part.</summary>
    internal byte[] MacRelease(ReadOnlySpan<byte> signed)
    {
        var mac = new byte[32];
        Mac(ReleaseLabel, signed, mac);
        return mac;
    }

    private void Mac(byte label, ReadOnlySpan<byte> message, Span<byte> mac)
    {
        Span<byte> labelled = stackalloc byte[1 + message.Length];
        labelled[0] = label;
        message.CopyTo(labelled[1..]);

        // Setting an HMAC up costs more than running it, so each processor keeps one. One that another thread has taken meanwhile is made anew.
        ref var kept = ref _macs[Thread.GetCurrentProcessorId() % _macs.Length];
        var hmac = Interlocked.Exchange(ref kept, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        hmac.AppendData(labelled);
        hmac.GetHashAndReset(mac);
        Interlocked.Exchange(ref kept, hmac)?.Dispose();
    }
}

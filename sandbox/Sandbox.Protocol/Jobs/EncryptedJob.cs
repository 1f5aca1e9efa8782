using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Sandbox.Protocol.Jobs;

/// <summary>
/// A job of the <c>encrypted</c> worker: four bytes of length (big-endian), this record as UTF-8 JSON, and then the consumer's container
/// (<see cref="Encrypted.EncryptedRequestFormat"/>) as it came, whose subjects and features the gateway has checked against contract and product.
/// </summary>
/// <param name="Product">The product.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="DataVersion">The pinned data version; another one is <c>stale-version</c>.</param>
/// <param name="Model">The pinned model's SHA-256 (lower-case hexadecimal).</param>
/// <param name="Precision">The city's contribution is rounded down to a multiple of this many points (1 to 100) before it is encoded.</param>
/// <param name="UnknownSubjects">What happens to unknown subjects.</param>
public sealed record EncryptedJob(string Product, string Dataset, string DataVersion, string Model, int Precision, UnknownSubjects UnknownSubjects)
{
    /// <summary>The most bytes of the JSON.</summary>
    public const int MaxHead = 1024;

    /// <summary>The job's bytes.</summary>
    public byte[] ToBytes(ReadOnlySpan<byte> container)
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Default.EncryptedJob);
        var bytes = new byte[sizeof(int) + head.Length + container.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, head.Length);
        head.CopyTo(bytes, sizeof(int));
        container.CopyTo(bytes.AsSpan(sizeof(int) + head.Length));
        return bytes;
    }

    /// <summary>The job and its container; false when the bytes are no job.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out EncryptedJob? job, out ReadOnlyMemory<byte> container)
    {
        job = null;
        container = default;
        if (bytes.Length < sizeof(int)) return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes.Span);
        if (length is < 2 or > MaxHead || length > bytes.Length - sizeof(int)) return false;
        try
        {
            job = JsonSerializer.Deserialize(bytes.Span.Slice(sizeof(int), length), ProtocolJson.Default.EncryptedJob);
        }
        catch (JsonException)
        {
            return false;
        }
        container = bytes[(sizeof(int) + length)..];
        return job is not null;
    }
}

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Audit.Completeness;

/// <summary>
/// What a worker proves of its jobs: a running hash over them, and signatures over it, by a key that only the worker has. Written from the log's chapter, like
/// any verifier; the worker's own code is not used here.
/// </summary>
public static class WorkerProof
{
    /// <summary>The event of a start; it names <c>boot</c> and <c>key</c>.</summary>
    public const string Started = "worker-started";

    /// <summary>The event of a signed count: <c>boot</c>, <c>jobs</c>, <c>link</c>, <c>signature</c>.</summary>
    public const string Counted = "worker-counted";

    /// <summary>The event of an end, with the last signed count if the worker gave one.</summary>
    public const string Ended = "worker-ended";

    private const string Curve = "1.2.840.10045.3.1.7";

    /// <summary>A worker's public key: base64 of a SubjectPublicKeyInfo on P-256; null when the text is none.</summary>
    public static ECDsa? ReadKey(string text)
    {
        var key = ECDsa.Create();
        try
        {
            var bytes = Convert.FromBase64String(text);
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            if (read == bytes.Length && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == Curve) return key;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            // No key, as below.
        }

        key.Dispose();
        return null;
    }

    /// <summary>True when the key has signed that the start had given so many answers, with this running hash over them.</summary>
    public static bool Verify(ECDsa key, string boot, long jobs, string link, bool ended, string signature)
    {
        ArgumentNullException.ThrowIfNull(key);
        var bytes = new byte[2 * SHA256.HashSizeInBytes];
        var text = string.Create(CultureInfo.InvariantCulture, $"dpg-worker/v1\n{boot}\n{jobs}\n{link}\n{(ended ? "ended" : "open")}\n");
        return Notes.NoteSyntax.TryBase64(signature, bytes)
            && key.VerifyData(Encoding.UTF8.GetBytes(text), bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>The running hash over no jobs: SHA-256 of the boot id. Null when the text is no boot id.</summary>
    public static byte[]? First(string boot)
    {
        ArgumentNullException.ThrowIfNull(boot);
        Span<byte> id = stackalloc byte[16];
        return boot.Length == 32 && Convert.FromHexString(boot, id, out _, out _) == System.Buffers.OperationStatus.Done ? SHA256.HashData(id) : null;
    }

    /// <summary>The running hash after one more job: SHA-256(the one before ‖ the counter, 8 bytes big-endian ‖ the result's salted hash).</summary>
    public static byte[] Next(ReadOnlySpan<byte> link, long counter, ReadOnlySpan<byte> resultHash)
    {
        Span<byte> linked = stackalloc byte[(2 * SHA256.HashSizeInBytes) + sizeof(long)];
        link.CopyTo(linked);
        BinaryPrimitives.WriteInt64BigEndian(linked[SHA256.HashSizeInBytes..], counter);
        resultHash.CopyTo(linked[(SHA256.HashSizeInBytes + sizeof(long))..]);
        return SHA256.HashData(linked);
    }
}

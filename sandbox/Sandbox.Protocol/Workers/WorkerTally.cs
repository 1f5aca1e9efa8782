using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sandbox.Protocol.Workers;

/// <summary>
/// Counts the answers of one start of a worker, and signs the count with a key that is made with it and never leaves it. Signing each answer would cost
/// more than the answer: each gets the next link of a running hash instead, and a signature over a link holds for every answer up to it.
/// </summary>
public sealed class WorkerTally : IDisposable
{
    private const string Form = "dpg-worker/v1";
    private readonly Lock _lock = new();
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _publicKey;
    private readonly string _boot;
    private ulong _count;
    private byte[] _link;
    private WorkerStatement? _last;
    private bool _ended;

    /// <summary>Begins at no jobs. The first link is the SHA-256 of the boot id.</summary>
    public WorkerTally(ReadOnlySpan<byte> bootId)
    {
        _boot = Convert.ToHexStringLower(bootId);
        _link = SHA256.HashData(bootId);
        _publicKey = Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Counts an answer, before a byte of it leaves. False once the tally has ended: the answer must not leave.</summary>
    /// <param name="resultHash">The answer's salted hash (32 bytes).</param>
    /// <param name="counter">How many answers there were, this one included.</param>
    /// <param name="link">SHA-256(the link before ‖ the counter, 8 bytes big-endian ‖ the hash).</param>
    public bool TryCount(ReadOnlySpan<byte> resultHash, out ulong counter, out byte[] link)
    {
        Span<byte> linked = stackalloc byte[2 * SHA256.HashSizeInBytes + sizeof(ulong)];
        resultHash.CopyTo(linked[(SHA256.HashSizeInBytes + sizeof(ulong))..]);
        lock (_lock)
        {
            (counter, link) = (_count, _link);
            if (_ended) return false;
            counter = ++_count;
            _link.CopyTo(linked);
            BinaryPrimitives.WriteUInt64BigEndian(linked[SHA256.HashSizeInBytes..], counter);
            link = _link = SHA256.HashData(linked);
            return true;
        }
    }

    /// <summary>The count as it stands, signed.</summary>
    /// <param name="end">No further answer is counted from here on.</param>
    public WorkerStatement State(bool end = false)
    {
        lock (_lock)
        {
            _ended |= end;
            if (_last is { } last && last.Jobs == (long)_count && last.Ended == _ended) return last;
            var link = Convert.ToBase64String(_link);
            var text = string.Create(CultureInfo.InvariantCulture, $"{Form}\n{_boot}\n{_count}\n{link}\n{(_ended ? "ended" : "open")}\n");
            var signature = _key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            return _last = new WorkerStatement(_boot, (long)_count, link, _ended, _publicKey, Convert.ToBase64String(signature));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}

/// <summary>What a worker says, signed, of the answers that it has given.</summary>
/// <param name="Boot">Its start (32 hexadecimal digits).</param>
/// <param name="Jobs">How many answers it has given.</param>
/// <param name="Link">Base64 of the running hash over them.</param>
/// <param name="Ended">It gives no further answer.</param>
/// <param name="Key">Base64 of its public key: P-256, SubjectPublicKeyInfo (RFC 5480).</param>
/// <param name="Signature">Base64 of ECDSA with SHA-256, r ‖ s, over the lines <c>dpg-worker/v1</c>, boot, jobs, link, and <c>ended</c> or <c>open</c>, each with its line feed.</param>
public sealed record WorkerStatement(string Boot, long Jobs, string Link, bool Ended, string Key, string Signature);

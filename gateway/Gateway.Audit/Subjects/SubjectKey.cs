using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Gateway.Audit.Merkle;

namespace Gateway.Audit.Subjects;

/// <summary>The key of the subjects' hashes and of the queries' nonces: without it neither can be tied to anybody or anything, and no list can be tried on them.</summary>
public sealed class SubjectKey
{
    private const int Block = 64;
    private const int Hashed = SHA256.HashSizeInBytes;
    private readonly byte[] _inner = new byte[Block];
    private readonly byte[] _outer = new byte[Block];
    private readonly byte[] _queries = new byte[Hashed];

    internal SubjectKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Keys.KeyFile.Size) throw new ArgumentException("A key has 32 bytes.", nameof(key));
        key.CopyTo(_inner);
        key.CopyTo(_outer);
        for (var i = 0; i < Block; i++)
        {
            _inner[i] ^= 0x36;
            _outer[i] ^= 0x5c;
        }

        // Of a random key of 256 bits, its hash gives nothing away.
        Id = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8));

        // With a space, so that no id is spelled like it.
        Hash("query nonces", _queries);
    }

    /// <summary>The bytes of a nonce.</summary>
    public const int NonceSize = Hashed;

    /// <summary>Names the key in entries.</summary>
    public string Id { get; }

    /// <summary>
    /// HMAC-SHA-256 of a canonical id, by its definition (RFC 2104): two hashes of a few blocks each. The library's own call sets up a context
    /// for the key each time, which costs several times as much.
    /// </summary>
    /// <param name="subject">The id.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    [SkipLocalsInit]
    public void Hash(string subject, Span<byte> hash)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(subject.Length);
        var text = longest <= 4 * Block ? stackalloc byte[5 * Block] : new byte[Block + longest];
        _inner.CopyTo(text);
        var length = Encoding.UTF8.GetBytes(subject, text[Block..]);
        Span<byte> outer = stackalloc byte[Block + Hashed];
        _outer.CopyTo(outer);
        Digest.Of(text[..(Block + length)], outer[Block..]);
        Digest.Of(outer, hash);
    }

    /// <summary>The nonce of a query that was answered: SHA-256(HMAC-SHA-256(key, "query nonces") ‖ resultHash). Both parts have 32 bytes.</summary>
    /// <param name="resultHash">What the entry states as <c>resultHash</c>.</param>
    /// <param name="nonce">Receives 32 bytes.</param>
    [SkipLocalsInit]
    public void QueryNonce(ReadOnlySpan<byte> resultHash, Span<byte> nonce)
    {
        if (resultHash.Length != Hashed) throw new ArgumentException("A hash has 32 bytes.", nameof(resultHash));
        Span<byte> text = stackalloc byte[2 * Hashed];
        _queries.CopyTo(text);
        resultHash.CopyTo(text[Hashed..]);
        Digest.Of(text, nonce);
    }
}

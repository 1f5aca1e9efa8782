using System.Runtime.CompilerServices;
using System.Text;
using Gateway.Audit.Hashing;

namespace Gateway.Audit.Subjects;

/// <summary>The key of the subjects' hashes and of the queries' nonces: without it neither can be tied to anybody or anything, and no list can be tried on them.</summary>
public sealed class SubjectKey
{
    private const int OnStack = 256;
    private readonly MacKey _key;
    private readonly byte[] _queries = new byte[Digest.Size];

    internal SubjectKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Keys.KeyFile.Size) throw new ArgumentException("A key has 32 bytes.", nameof(key));
        _key = new MacKey(key);

        // Of a random key of 256 bits, its hash gives nothing away.
        Id = Convert.ToHexStringLower(Digest.Of(key).AsSpan(0, 8));

        // With a space, so that no id is spelled like it.
        Hash("query nonces", _queries);
    }

    /// <summary>The bytes of a nonce.</summary>
    public const int NonceSize = Digest.Size;

    /// <summary>Names the key in entries.</summary>
    public string Id { get; }

    /// <summary>HMAC-SHA-256 of a canonical id.</summary>
    /// <param name="subject">The id.</param>
    /// <param name="hash">Receives 32 bytes.</param>
    [SkipLocalsInit]
    public void Hash(string subject, Span<byte> hash)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(subject.Length);
        var text = longest <= OnStack ? stackalloc byte[OnStack] : new byte[longest];
        _key.Of(text[..Encoding.UTF8.GetBytes(subject, text)], hash);
    }

    /// <summary>The nonce of a query that was answered: SHA-256(HMAC-SHA-256(key, "query nonces") ‖ resultHash). Both parts have 32 bytes.</summary>
    /// <param name="resultHash">What the entry states as <c>resultHash</c>.</param>
    /// <param name="nonce">Receives 32 bytes.</param>
    [SkipLocalsInit]
    public void QueryNonce(ReadOnlySpan<byte> resultHash, Span<byte> nonce)
    {
        if (resultHash.Length != Digest.Size) throw new ArgumentException("A hash has 32 bytes.", nameof(resultHash));
        Span<byte> text = stackalloc byte[2 * Digest.Size];
        _queries.CopyTo(text);
        resultHash.CopyTo(text[Digest.Size..]);
        Digest.Of(text, nonce);
    }
}

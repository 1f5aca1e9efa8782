using System.Security.Cryptography;
using System.Text;

namespace Gateway.Audit.Subjects;

/// <summary>The key of the subjects' hashes: without it they can be tied to nobody, and no list of ids can be tried on them.</summary>
internal sealed class SubjectKey
{
    /// <summary>The size of a key, in bytes.</summary>
    public const int Size = 32;

    private readonly byte[] _key;

    public SubjectKey(byte[] key)
    {
        if (key.Length != Size) throw new ArgumentException("A key has 32 bytes.", nameof(key));
        _key = key;
        // Of a random key of 256 bits, its hash gives nothing away.
        Id = Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, 8));
    }

    /// <summary>Names the key in entries.</summary>
    public string Id { get; }

    public static SubjectKey Create() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>HMAC-SHA-256 of a canonical id.</summary>
    public void Hash(string subject, Span<byte> hash)
    {
        Span<byte> text = stackalloc byte[256];
        var bytes = Encoding.UTF8.TryGetBytes(subject, text, out var length) ? text[..length] : Encoding.UTF8.GetBytes(subject);
        HMACSHA256.HashData(_key, bytes, hash);
    }

    /// <summary>The key itself, for its file.</summary>
    public ReadOnlySpan<byte> Bytes => _key;
}

using System.Buffers.Binary;
using NSec.Cryptography;

namespace Gateway.Audit.Notes;

/// <summary>Signs notes with a private key that stays here.</summary>
public sealed class NoteSigner : IDisposable
{
    private readonly Key _key;

    /// <summary>Takes a key.</summary>
    /// <param name="name">Its name: a log's origin, or a witness's name.</param>
    /// <param name="kind">What it signs.</param>
    /// <param name="seed">32 random bytes (RFC 8032, section 5.1.5).</param>
    public NoteSigner(string name, NoteKeyKind kind, ReadOnlySpan<byte> seed)
    {
        if (!NoteSyntax.IsName(name)) throw new ArgumentException("The name is empty, or holds a space or a plus.", nameof(name));
        _key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        VerifierKey = NoteKey.Create(name, kind, _key.PublicKey.Export(KeyBlobFormat.RawPublicKey))!;
    }

    /// <summary>The key that verifies.</summary>
    public NoteKey VerifierKey { get; }

    /// <summary>A note with this key's signature: a log's.</summary>
    public SignedNote Sign(string text)
    {
        if (VerifierKey.Kind != NoteKeyKind.Log) throw new InvalidOperationException("A witness signs with a time.");
        return SignedNote.Of(text, Signature(SignatureAlgorithm.Ed25519.Sign(_key, NoteSyntax.Utf8.GetBytes(text))));
    }

    /// <summary>A witness's signature of a checkpoint's text.</summary>
    public NoteSignature Cosign(string text, DateTimeOffset now)
    {
        if (VerifierKey.Kind != NoteKeyKind.Witness) throw new InvalidOperationException("Only a witness signs with a time.");
        var time = now.ToUnixTimeSeconds();
        var signature = new byte[sizeof(long) + SignatureAlgorithm.Ed25519.SignatureSize];
        BinaryPrimitives.WriteInt64BigEndian(signature, time);
        SignatureAlgorithm.Ed25519.Sign(_key, SignedNote.CosignedMessage(time, text), signature.AsSpan(sizeof(long)));
        return Signature(signature);
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();

    private NoteSignature Signature(byte[] bytes) => new(VerifierKey.Name, VerifierKey.Id, bytes);
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Gateway.Audit.Notes;

/// <summary>What a key signs (C2SP signed-note, signature types).</summary>
public enum NoteKeyKind : byte
{
    /// <summary>A log's Ed25519 signature over a note's text.</summary>
    Log = 0x01,

    /// <summary>A witness's timestamped cosignature over a checkpoint (C2SP tlog-cosignature).</summary>
    Witness = 0x04,
}

/// <summary>A public key by which notes are verified, with its name: a <c>vkey</c> of C2SP signed-note.</summary>
public sealed class NoteKey
{
    private const int KeySize = 32;
    private readonly byte[] _key;

    private NoteKey(string name, NoteKeyKind kind, byte[] key, PublicKey publicKey)
    {
        Name = name;
        Kind = kind;
        _key = key;
        PublicKey = publicKey;
        Id = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)kind, .. key]));
    }

    /// <summary>The key's name: a log's origin, or a witness's name.</summary>
    public string Name { get; }

    /// <summary>What it signs.</summary>
    public NoteKeyKind Kind { get; }

    /// <summary>The first four bytes of SHA-256(name ‖ 0x0A ‖ kind ‖ key).</summary>
    public uint Id { get; }

    internal PublicKey PublicKey { get; }

    /// <summary>Reads <c>name+id+base64(kind ‖ key)</c>; false when it is no key that this code verifies, or when its id is not its own.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out NoteKey? key)
    {
        key = null;
        ArgumentNullException.ThrowIfNull(text);
        Span<byte> bytes = stackalloc byte[1 + KeySize];
        if (text.Split('+', 3) is not [var name, var id, var encoded] || !NoteSyntax.IsName(name)
            || !NoteSyntax.TryBase64(encoded, bytes) || (NoteKeyKind)bytes[0] is not (NoteKeyKind.Log or NoteKeyKind.Witness))
            return false;
        if (Create(name, (NoteKeyKind)bytes[0], bytes[1..]) is not { } found || !string.Equals(found.IdText, id, StringComparison.Ordinal)) return false;
        key = found;
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => $"{Name}+{IdText}+{Convert.ToBase64String([(byte)Kind, .. _key])}";

    internal static NoteKey? Create(string name, NoteKeyKind kind, ReadOnlySpan<byte> key) =>
        PublicKey.TryImport(SignatureAlgorithm.Ed25519, key, KeyBlobFormat.RawPublicKey, out var publicKey)
            ? new NoteKey(name, kind, key.ToArray(), publicKey!)
            : null;

    private string IdText => Id.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
}

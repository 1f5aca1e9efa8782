using System.Buffers.Binary;
using System.Globalization;
using NSec.Cryptography;

namespace Gateway.Audit.Notes;

/// <summary>A text and signatures (C2SP signed-note). What it says counts only once a key that one trusts has verified it.</summary>
public sealed class SignedNote
{
    /// <summary>The longest note that is read, in bytes.</summary>
    public const int MaxSize = 64 * 1024;

    private const int MaxSignatures = 64;
    private const string Dash = "\u2014 ";

    private SignedNote(string text, IReadOnlyList<NoteSignature> signatures)
    {
        Text = text;
        Signatures = signatures;
    }

    /// <summary>The text, with the line feed at its end.</summary>
    public string Text { get; }

    /// <summary>The signatures, unverified.</summary>
    public IReadOnlyList<NoteSignature> Signatures { get; }

    /// <summary>Reads a note; null when it is none.</summary>
    public static SignedNote? Parse(ReadOnlySpan<byte> note)
    {
        if (note.Length > MaxSize || NoteSyntax.Text(note) is not { } whole) return null;
        var end = whole.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) return null;
        var signatures = ParseSignatures(whole[(end + 2)..]);
        return signatures is { Count: > 0 } ? new SignedNote(whole[..(end + 1)], signatures) : null;
    }

    /// <summary>Reads signature lines, such as a witness answers with; null when they are none.</summary>
    public static IReadOnlyList<NoteSignature>? ParseSignatures(string lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (!lines.EndsWith('\n')) return null;
        var signatures = new List<NoteSignature>();
        foreach (var line in lines[..^1].Split('\n'))
        {
            if (signatures.Count == MaxSignatures || !line.StartsWith(Dash, StringComparison.Ordinal)) return null;
            if (line[Dash.Length..].Split(' ') is not [var name, var encoded] || !NoteSyntax.IsName(name)) return null;
            var bytes = new byte[encoded.AsSpan().TrimEnd('=').Length * 3 / 4];
            if (bytes.Length <= 4 || !NoteSyntax.TryBase64(encoded, bytes)) return null;
            signatures.Add(new NoteSignature(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(4)));
        }

        return signatures;
    }

    /// <summary>
    /// Verifies by one key. Null when the key did not sign, or when any signature under its name and id is wrong: a forged one beside a good
    /// one spoils the note.
    /// </summary>
    public NoteSignature? Verify(NoteKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        NoteSignature? found = null;
        foreach (var signature in Signatures)
        {
            if (signature.KeyId != key.Id || !string.Equals(signature.Name, key.Name, StringComparison.Ordinal)) continue;
            if (!Verifies(signature, key)) return null;
            found ??= signature;
        }

        return found;
    }

    /// <summary>The note's bytes.</summary>
    public byte[] ToBytes() => Format(Text, Signatures);

    /// <summary>The same text with more signatures.</summary>
    public SignedNote With(IEnumerable<NoteSignature> more) => new(Text, [.. Signatures, .. more]);

    internal static SignedNote Of(string text, NoteSignature signature) => new(text, [signature]);

    /// <summary>What a witness signs: the time, and the text of the checkpoint (C2SP tlog-cosignature).</summary>
    internal static byte[] CosignedMessage(long unixSeconds, string text) =>
        NoteSyntax.Utf8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {unixSeconds}\n{text}"));

    private bool Verifies(NoteSignature signature, NoteKey key)
    {
        if (key.Kind == NoteKeyKind.Log) return SignatureAlgorithm.Ed25519.Verify(key.PublicKey, NoteSyntax.Utf8.GetBytes(Text), signature.Bytes.Span);
        return signature.UnixSeconds is { } time
            && SignatureAlgorithm.Ed25519.Verify(key.PublicKey, CosignedMessage(time, Text), signature.Bytes.Span[sizeof(long)..]);
    }

    private static byte[] Format(string text, IEnumerable<NoteSignature> signatures) =>
        NoteSyntax.Utf8.GetBytes(text + "\n" + string.Concat(signatures.Select(s => s.ToLine())));
}

/// <summary>One signature of a note.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Bytes">The signature; of a witness, its time (8 bytes, big-endian) before it.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    private const int CosignatureSize = 8 + 64;

    /// <summary>When a witness signed, in seconds since 1970; null when this cannot be a cosignature.</summary>
    public long? UnixSeconds =>
        Bytes.Length == CosignatureSize && BinaryPrimitives.ReadInt64BigEndian(Bytes.Span) is >= 0 and var time ? time : null;

    /// <summary>The line in a note, with its line feed.</summary>
    public string ToLine()
    {
        var bytes = new byte[4 + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.Span.CopyTo(bytes.AsSpan(4));
        return $"\u2014 {Name} {Convert.ToBase64String(bytes)}\n";
    }
}

using System.Globalization;
using System.Text;
using Gateway.Audit.Merkle;
using Gateway.Audit.Notes;

namespace Gateway.Audit.Witnessing;

/// <summary>The body of a request for a cosignature (C2SP tlog-witness, add-checkpoint).</summary>
/// <param name="Old">The size that the log believes the witness to know.</param>
/// <param name="Proof">The consistency proof from there: hashes of 32 bytes, one after the other.</param>
/// <param name="Checkpoint">The checkpoint: a signed note.</param>
public sealed record AddCheckpoint(long Old, ReadOnlyMemory<byte> Proof, ReadOnlyMemory<byte> Checkpoint)
{
    /// <summary>The most bytes that a body may have.</summary>
    public const int MaxSize = 128 * 1024;

    private const string OldWord = "old ";
    private const int MaxHashes = 63;

    /// <summary>Reads a body; null when it is none.</summary>
    public static AddCheckpoint? Parse(ReadOnlySpan<byte> body)
    {
        if (body.Length > MaxSize || NoteSyntax.Text(body) is not { } text) return null;
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) return null;
        var lines = text[..end].Split('\n');
        if (!lines[0].StartsWith(OldWord, StringComparison.Ordinal) || !NoteSyntax.TryNumber(lines[0].AsSpan(OldWord.Length), out var old)
            || lines.Length - 1 > MaxHashes) return null;
        var proof = new byte[(lines.Length - 1) * TreeHash.Size];
        for (var i = 1; i < lines.Length; i++)
            if (!NoteSyntax.TryBase64(lines[i], proof.AsSpan((i - 1) * TreeHash.Size, TreeHash.Size))) return null;
        return new AddCheckpoint(old, proof, NoteSyntax.Utf8.GetBytes(text[(end + 2)..]));
    }

    /// <summary>The body's bytes.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{OldWord}{Old}\n");
        for (var at = 0; at < Proof.Length; at += TreeHash.Size) text.Append(Convert.ToBase64String(Proof.Span.Slice(at, TreeHash.Size))).Append('\n');
        return [.. NoteSyntax.Utf8.GetBytes(text.Append('\n').ToString()), .. Checkpoint.Span];
    }
}

using System.Globalization;
using Gateway.Audit.Merkle;

namespace Gateway.Audit.Notes;

/// <summary>What a log states of itself (C2SP tlog-checkpoint): its name, how many entries it has, and their root.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Size">The number of entries.</param>
/// <param name="Root">The Merkle tree hash over them: 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, ReadOnlyMemory<byte> Root)
{
    /// <summary>Reads a note's text; lines after the third are extensions, and ignored. Null when it is no checkpoint.</summary>
    public static Checkpoint? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var root = new byte[TreeHash.Size];
        return text.Split('\n') is [{ Length: > 0 } origin, var number, var encoded, .. var rest] && rest.Length > 0 && rest[^1].Length == 0
            && !rest.AsSpan(0, rest.Length - 1).Contains("")
            && NoteSyntax.TryNumber(number, out var size) && NoteSyntax.TryBase64(encoded, root)
            && (size > 0 || root.AsSpan().SequenceEqual(TreeHash.Empty))
            ? new Checkpoint(origin, size, root)
            : null;
    }

    /// <summary>Reads a note that a log signed as its own checkpoint; null when it is none, or not signed by that key.</summary>
    public static (Checkpoint Checkpoint, SignedNote Note)? Open(ReadOnlySpan<byte> note, NoteKey log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return SignedNote.Parse(note) is { } signed && signed.Verify(log) is not null && Parse(signed.Text) is { } checkpoint
            && log.Kind == NoteKeyKind.Log && checkpoint.Origin == log.Name ? (checkpoint, signed) : null;
    }

    /// <summary>The text that is signed.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root.Span)}\n");
}

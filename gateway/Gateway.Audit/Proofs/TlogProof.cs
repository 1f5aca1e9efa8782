using System.Globalization;
using System.Text;
using Gateway.Audit.Merkle;
using Gateway.Audit.Notes;

namespace Gateway.Audit.Proofs;

/// <summary>A proof that needs nothing else but keys (C2SP tlog-proof): where an entry stands, how it is in the tree, and the tree's checkpoint.</summary>
/// <param name="Index">The entry's index.</param>
/// <param name="Hashes">The inclusion proof: hashes of 32 bytes, one after the other.</param>
/// <param name="Checkpoint">The checkpoint: a signed note.</param>
/// <param name="Extra">Not proved by itself. Here: the entry, whose hash is what is proved.</param>
public sealed record TlogProof(long Index, ReadOnlyMemory<byte> Hashes, ReadOnlyMemory<byte> Checkpoint, ReadOnlyMemory<byte>? Extra)
{
    private const string Head = "c2sp.org/tlog-proof@v1";
    private const string ExtraWord = "extra ";
    private const string IndexWord = "index ";
    private const int MaxHashes = 63;
    private const int MaxSize = 256 * 1024;

    /// <summary>Reads a proof; null when it is none.</summary>
    public static TlogProof? Parse(ReadOnlySpan<byte> proof)
    {
        if (proof.Length > MaxSize || NoteSyntax.Text(proof) is not { } text) return null;
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0) return null;
        var lines = new Queue<string>(text[..end].Split('\n'));
        if (lines.Dequeue() != Head) return null;
        byte[]? extra = null;
        if (lines.TryPeek(out var line) && line.StartsWith(ExtraWord, StringComparison.Ordinal))
        {
            var encoded = lines.Dequeue().AsSpan(ExtraWord.Length);
            extra = new byte[encoded.TrimEnd('=').Length * 3 / 4];
            if (!NoteSyntax.TryBase64(encoded, extra)) return null;
        }

        if (!lines.TryDequeue(out line) || !line.StartsWith(IndexWord, StringComparison.Ordinal)
            || !NoteSyntax.TryNumber(line.AsSpan(IndexWord.Length), out var index) || lines.Count > MaxHashes) return null;
        var hashes = new byte[lines.Count * TreeHash.Size];
        for (var at = 0; lines.TryDequeue(out line); at += TreeHash.Size)
            if (!NoteSyntax.TryBase64(line, hashes.AsSpan(at, TreeHash.Size))) return null;
        return new TlogProof(index, hashes, NoteSyntax.Utf8.GetBytes(text[(end + 2)..]), extra);
    }

    /// <summary>The proof's bytes.</summary>
    public byte[] ToBytes()
    {
        var text = new StringBuilder(Head).Append('\n');
        if (Extra is { } extra) text.Append(ExtraWord).Append(Convert.ToBase64String(extra.Span)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{IndexWord}{Index}\n");
        for (var at = 0; at < Hashes.Length; at += TreeHash.Size) text.Append(Convert.ToBase64String(Hashes.Span.Slice(at, TreeHash.Size))).Append('\n');
        return [.. NoteSyntax.Utf8.GetBytes(text.Append('\n').ToString()), .. Checkpoint.Span];
    }

    /// <summary>Says what the proof proves of an entry, or why it does not.</summary>
    /// <param name="entry">The entry's bytes.</param>
    /// <param name="policy">Whom one trusts.</param>
    public ProofVerdict Verify(ReadOnlySpan<byte> entry, WitnessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (SignedNote.Parse(Checkpoint.Span) is not { } note || Notes.Checkpoint.Parse(note.Text) is not { } checkpoint) return ProofVerdict.NoCheckpoint;
        if (checkpoint.Origin != policy.Log.Name) return ProofVerdict.OtherLog;
        if (note.Verify(policy.Log) is null) return ProofVerdict.NotSigned;
        if (policy.Count(note) < policy.Needed) return ProofVerdict.NotCosigned;
        Span<byte> leaf = stackalloc byte[TreeHash.Size];
        TreeHash.Leaf([TreeHash.LeafPrefix, .. entry], leaf);
        return InclusionProof.Verify(leaf, Index, checkpoint.Size, Hashes.Span, checkpoint.Root.Span) ? ProofVerdict.Proved : ProofVerdict.NotIncluded;
    }
}

/// <summary>What became of a proof.</summary>
public enum ProofVerdict
{
    /// <summary>The entry is in the log at that index, and enough witnesses have seen the log so.</summary>
    Proved,

    /// <summary>What stands for the checkpoint is none.</summary>
    NoCheckpoint,

    /// <summary>The checkpoint is of another log.</summary>
    OtherLog,

    /// <summary>The log's key has not signed the checkpoint.</summary>
    NotSigned,

    /// <summary>Fewer witnesses have cosigned the checkpoint than are needed.</summary>
    NotCosigned,

    /// <summary>The entry is not in the tree of the checkpoint at that index.</summary>
    NotIncluded,
}

/// <summary>Whose signatures one trusts.</summary>
/// <param name="Log">The log's key.</param>
/// <param name="Witnesses">Witnesses' keys.</param>
/// <param name="Needed">How many of them must have cosigned.</param>
public sealed record WitnessPolicy(NoteKey Log, IReadOnlyList<NoteKey> Witnesses, int Needed)
{
    /// <summary>How many of the witnesses have cosigned a checkpoint.</summary>
    public int Count(SignedNote checkpoint) => Witnesses.Count(w => w.Kind == NoteKeyKind.Witness && checkpoint.Verify(w) is not null);
}

using Gateway.Audit.Files;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;

namespace Gateway.Audit.Witnessing;

/// <summary>The last checkpoint that enough witnesses have cosigned: what receipts are proved by. It lies beside the log's own as <c>checkpoint.cosigned</c>.</summary>
public sealed class CosignedCheckpoint
{
    private const string Name = "checkpoint.cosigned";
    private readonly ILogFiles _files;
    private readonly string _path;
    private volatile Held? _held;

    private CosignedCheckpoint(ILogFiles files, string path, Held? held) => (_files, _path, _held) = (files, path, held);

    /// <summary>The number of entries that it covers; 0: there is none yet.</summary>
    public long Size => _held?.Checkpoint.Size ?? 0;

    /// <summary>Its bytes; null: there is none yet.</summary>
    public ReadOnlyMemory<byte>? Note => _held?.Note;

    /// <summary>Reads what an earlier run left; ignores one that the policy of today does not accept.</summary>
    public static CosignedCheckpoint Open(string folder, WitnessPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var path = Path.Combine(folder, Name);
        var files = DiskFiles.Instance;
        return new CosignedCheckpoint(files, path, files.TryReadWhole(path) is { } note ? Accept(note, policy) : null);
    }

    /// <summary>Takes a checkpoint in place of the one before. A crash leaves one or the other; both are cosigned.</summary>
    /// <returns>False when the policy does not accept it, or it is older than what is held.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    public bool Offer(ReadOnlyMemory<byte> note, WitnessPolicy policy)
    {
        if (Accept(note, policy) is not { } held || held.Checkpoint.Size < Size) return false;
        _files.Put(_path, note.Span, durable: true);
        _held = held;
        return true;
    }

    private static Held? Accept(ReadOnlyMemory<byte> note, WitnessPolicy policy) =>
        Checkpoint.Open(note.Span, policy.Log) is { } opened && policy.Count(opened.Note) >= policy.Needed ? new Held(note, opened.Checkpoint) : null;

    private sealed record Held(ReadOnlyMemory<byte> Note, Checkpoint Checkpoint);
}

using Gateway.Audit;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;
using Gateway.Audit.Witnessing;
using Microsoft.Extensions.Options;

namespace Gateway.Witnesses;

/// <summary>The checkpoint that receipts are proved by and that monitors get: the last one that enough witnesses have cosigned, or the log's own where none is needed.</summary>
internal sealed class ProvableCheckpoint
{
    private readonly IPublishedLog _log;
    private readonly CosignedCheckpoint _cosigned;

    public ProvableCheckpoint(IPublishedLog log, IOptions<WitnessOptions> options)
    {
        _log = log;
        NoteKey[] keys = [.. options.Value.Witnesses.Select(w => NoteKey.TryParse(w.Key, out var key) ? key : throw new InvalidOperationException(w.Key))];
        Policy = new WitnessPolicy(log.VerifierKey, keys, options.Value.Needed ?? keys.Length);
        _cosigned = CosignedCheckpoint.Open(log.Folder, Policy);
    }

    /// <summary>Whose signatures count.</summary>
    public WitnessPolicy Policy { get; }

    /// <summary>Null: there is none yet.</summary>
    public PublishedCheckpoint? Current => Policy.Needed == 0 ? _log.Published : _cosigned.Note is { } note ? new PublishedCheckpoint(_cosigned.Size, note) : null;

    /// <summary>Takes a checkpoint with its cosignatures; false when they are too few.</summary>
    public bool Offer(ReadOnlyMemory<byte> note) => _cosigned.Offer(note, Policy);
}

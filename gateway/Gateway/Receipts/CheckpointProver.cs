using Gateway.Audit;
using Gateway.Audit.Proofs;

namespace Gateway.Receipts;

/// <summary>Proves about the checkpoint that receipts are proved by, and remembers of it what most proofs need until the next one comes.</summary>
internal sealed class CheckpointProver(IPublishedLog log)
{
    private TreeProver? _last;

    /// <summary>The proof of an entry.</summary>
    /// <exception cref="LogCorruptException">A tile is missing.</exception>
    public byte[] Inclusion(PublishedCheckpoint checkpoint, long index)
    {
        var prover = _last;
        if (prover?.Size != checkpoint.Size) _last = prover = new TreeProver(log.Folder, checkpoint.Size);
        return prover.Inclusion(index);
    }
}

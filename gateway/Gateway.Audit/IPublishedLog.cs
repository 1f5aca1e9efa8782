using Gateway.Audit.Notes;

namespace Gateway.Audit;

/// <summary>What a log has published, for those who serve it and prove from it.</summary>
public interface IPublishedLog
{
    /// <summary>Its folder.</summary>
    string Folder { get; }

    /// <summary>The key by which its checkpoints are verified.</summary>
    NoteKey VerifierKey { get; }

    /// <summary>The index of the next entry: all before it are durable.</summary>
    long Next { get; }

    /// <summary>The last checkpoint.</summary>
    PublishedCheckpoint Published { get; }
}

/// <summary>A checkpoint, and the tiles are there that it needs.</summary>
/// <param name="Size">The number of entries that it covers.</param>
/// <param name="Note">The signed note.</param>
public sealed record PublishedCheckpoint(long Size, ReadOnlyMemory<byte> Note);

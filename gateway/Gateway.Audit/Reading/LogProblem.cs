namespace Gateway.Audit;

/// <summary>Something that is not as it was written.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Index">The entry's index; of a tile or bundle, that of its first entry.</param>
/// <param name="File">The file's name in the log's folder.</param>
/// <param name="Message">What is wrong with it: the end of a sentence that begins with the file.</param>
public sealed record LogProblem(LogProblemKind Kind, long Index, string File, string Message);

/// <summary>Sorts of problems.</summary>
public enum LogProblemKind
{
    /// <summary>The checkpoint is missing, is not signed by the log, or states another root than the entries have.</summary>
    Checkpoint,

    /// <summary>An entry is missing, or is not the one that the tree holds.</summary>
    Entry,

    /// <summary>A hash tile is missing, or holds other hashes than the entries have.</summary>
    Tile,

    /// <summary>The subjects' hashes are missing, or do not have the root that the entry states.</summary>
    Subjects,

    /// <summary>The log is not what it was at an earlier checkpoint: it was written anew.</summary>
    Earlier,

    /// <summary>Entries that no checkpoint covers yet do not follow from those before.</summary>
    Tail,
}

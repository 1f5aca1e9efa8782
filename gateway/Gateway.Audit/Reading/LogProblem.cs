namespace Gateway.Audit;

/// <summary>Something that is not as it was written.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Index">The entry's index; where no entry can be read, the one that belongs there.</param>
/// <param name="File">The file's name in the log's folder.</param>
/// <param name="Line">The line in the file, from 1; 0 for the file as a whole.</param>
/// <param name="Message">What is wrong with it: the end of a sentence that begins with the place.</param>
public sealed record LogProblem(LogProblemKind Kind, long Index, string File, long Line, string Message);

/// <summary>Sorts of problems.</summary>
public enum LogProblemKind
{
    /// <summary>A segment's first line is wrong, or a segment is missing.</summary>
    Segment,

    /// <summary>A line cannot be read.</summary>
    Line,

    /// <summary>Indexes skip or repeat.</summary>
    Index,

    /// <summary>A line does not follow from the one before.</summary>
    Chain,

    /// <summary>The subjects' hashes do not have the root that the entry states.</summary>
    Subjects,

    /// <summary>The sidecar announced other entries than there are.</summary>
    Group,

    /// <summary>The sidecar ends in bytes that are no record: a write that a crash interrupted, or damage.</summary>
    Tail,
}

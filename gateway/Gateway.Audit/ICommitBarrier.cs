namespace Gateway.Audit;

/// <summary>
/// What must have left this process before an entry becomes durable, such as counters of usage: whoever gets an answer has been counted, and one write serves a
/// whole group of entries.
/// </summary>
public interface ICommitBarrier
{
    /// <summary>Hands over everything that was noted before the call. Called on the log's writer, before each group.</summary>
    /// <exception cref="IOException">It could not be; no entry of the group is written.</exception>
    void Flush();
}

namespace Gateway.Audit;

/// <summary>Hears of what operators must know about the log.</summary>
public interface IAccessLogListener
{
    /// <summary>An unfinished group was cut off after a crash. Nobody had been told that it was durable.</summary>
    /// <param name="file">The segment.</param>
    /// <param name="index">The index of its first entry, which is given again.</param>
    /// <param name="bytes">How much was cut.</param>
    void TailCut(string file, long index, long bytes);

    /// <summary>The log, or what goes to the disk before it (<see cref="ICommitBarrier"/>), cannot be written; appends fail from here on.</summary>
    void Unavailable(Exception cause);

    /// <summary>The log is open for writing: at start, and again after a failure.</summary>
    /// <param name="next">The index of the next entry.</param>
    void Available(long next);

    /// <summary>Tiles and checkpoint cannot follow the entries; told once, until they have caught up.</summary>
    void Behind(Exception cause);
}

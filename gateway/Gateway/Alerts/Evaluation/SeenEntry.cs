using Gateway.Audit;

namespace Gateway.Alerts.Evaluation;

/// <summary>An entry, and what is known of its subjects.</summary>
/// <param name="Record">The entry.</param>
/// <param name="Subjects">The keyed hashes of its subjects, 32 bytes each.</param>
/// <param name="NewSubjects">How many of them its consumer had not asked about under this key, as far as is remembered.</param>
internal sealed record SeenEntry(LogRecord Record, ReadOnlyMemory<byte> Subjects, int NewSubjects)
{
    public long Index => Record.Index;

    public DateTimeOffset Time => Record.Entry.Time;

    /// <summary>The request, or null.</summary>
    public AccessEntry? Access => Record.Entry as AccessEntry;
}

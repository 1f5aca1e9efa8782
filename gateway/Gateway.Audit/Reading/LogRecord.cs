namespace Gateway.Audit;

/// <summary>An entry as it stands in the log.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Entry">What it says.</param>
/// <param name="Bytes">Its bytes: canonical JSON.</param>
public sealed record LogRecord(long Index, LogEntry Entry, ReadOnlyMemory<byte> Bytes);

using System.Collections.Concurrent;
using Gateway.Audit;

namespace Gateway.Tests.Identity;

/// <summary>An access log in memory that can be told to fail.</summary>
internal sealed class RecordingLog : IAccessLog
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public string Origin => "test";

    public byte[] QueryNonce(ReadOnlySpan<byte> resultHash) => System.Security.Cryptography.SHA256.HashData(resultHash);

    public bool IsDown { get; set; }

    public IReadOnlyList<EventEntry> Events => [.. _entries.OfType<EventEntry>()];

    public ValueTask<LogPosition> AppendAsync(LogEntry entry, IReadOnlyList<string> subjects, CancellationToken cancellation)
    {
        if (IsDown)
            throw new LogUnavailableException("down");

        _entries.Enqueue(entry);
        return new ValueTask<LogPosition>(new LogPosition(_entries.Count - 1));
    }
}

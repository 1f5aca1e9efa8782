using Gateway.Audit.Appending;
using Gateway.Audit.Files;

namespace Gateway.Audit.Wal;

/// <summary>The end of the write-ahead log, where groups are appended: one write and one sync each.</summary>
internal sealed class WalTail(ILogFile file, WalPosition position, string origin, WalSpare spare, long segmentSize, AccessLogMetrics metrics)
    : IDisposable
{
    private readonly WalRecordBuilder _record = new();
    private ILogFile _file = file;

    /// <summary>Where the next group goes.</summary>
    public WalPosition Position { get; private set; } = position;

    /// <summary>Makes a group durable. After it throws, the state on the disk is unknown and this must not be used again.</summary>
    public void Append(ReadOnlySpan<PendingAppend> group)
    {
        _record.Build(group, Position);
        if (Position.Offset > WalFormat.Block && Position.Offset + _record.Bytes.Length > segmentSize) Turn();

        // A crash before the sync returns leaves none, some or all of these blocks. They hold nothing else, and nobody has been told.
        _file.Write(_record.Bytes, Position.Offset);
        metrics.Sync(_file);
        metrics.Group(group.Length);
        Position = Position with
        {
            Offset = Position.Offset + _record.Bytes.Length,
            Sequence = Position.Sequence + 1,
            Next = Position.Next + group.Length,
            Digest = _record.Digest.ToArray(),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Turn()
    {
        var next = Position with { Segment = Position.Segment + 1, Offset = WalFormat.Block };
        var taken = spare.Take(new WalSegmentHeader(origin, next));
        _file.Dispose();
        _file = taken;
        Position = next;
    }
}

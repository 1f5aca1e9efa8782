using System.Security.Cryptography;
using Gateway.Audit.Appending;
using Gateway.Audit.Entries;
using Gateway.Audit.Files;

namespace Gateway.Audit.Segments;

/// <summary>The end of the log, open for writing. After anything throws it is disposed of, and the log is opened again from the disk.</summary>
internal sealed class LogTail(
    ILogFiles files, AccessLogOptions options, AccessLogMetrics metrics, OpenSegment segment, long next, byte[] head) : IDisposable
{
    private const int SidecarFactor = 4;
    private readonly GroupBuilder _group = new();
    private readonly byte[] _head = head.ToArray();
    private OpenSegment _segment = segment;

    /// <summary>The index of the next entry.</summary>
    public long Next { get; private set; } = next;

    /// <summary>Makes the entries durable, together.</summary>
    public void Append(ReadOnlySpan<PendingAppend> entries)
    {
        if (_segment.Length >= options.SegmentSize || _segment.SidecarLength >= SidecarFactor * options.SegmentSize) Turn();
        Put(entries);
        metrics.Group(entries.Length);
    }

    /// <summary>States that everything so far was acknowledged: after this, any missing byte is damage, and none is cut.</summary>
    public void Seal() => Put([]);

    /// <inheritdoc/>
    public void Dispose() => _segment.Dispose();

    private void Put(ReadOnlySpan<PendingAppend> entries)
    {
        _group.Begin(Next, _segment.Length, _head);
        foreach (var entry in entries) _group.Add(entry);
        _group.End();
        _segment.Append(_group, metrics);
        _group.Head.CopyTo(_head);
        Next += entries.Length;
    }

    private void Turn()
    {
        // The old segment is whole and durable: a segment is followed by another only between groups.
        var hash = new byte[SHA256.HashSizeInBytes];
        var begun = OpenSegment.Create(files, options.Folder, new SegmentHeader(Next, SegmentHeader.CurrentFormat, options.Origin, [.. _head]), hash);
        _segment.Dispose();
        _segment = begun;
        hash.CopyTo(_head, 0);
    }
}

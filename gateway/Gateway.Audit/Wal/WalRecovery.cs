using Gateway.Audit.Files;

namespace Gateway.Audit.Wal;

/// <summary>
/// Opens the write-ahead log from the disk, whatever a crash left there. Only one group is ever on its way, so a crash explains one record that is
/// not whole, at the very end. A record that follows from lost ones is damage, and throws.
/// </summary>
internal sealed class WalRecovery(
    ILogFiles files, string folder, AccessLogOptions options, WalSpare spare, AccessLogMetrics metrics, IAccessLogListener listener)
{
    /// <summary>Where the first segment that is still kept begins; null when there is no log yet.</summary>
    /// <exception cref="LogCorruptException">A segment is missing, or is another log's.</exception>
    public WalPosition? Start()
    {
        var segments = LogLayout.Segments(files.List(folder));
        if (segments.Count == 0) return null;
        if (segments[^1] - segments[0] != segments.Count - 1) throw Damage(segments[0], "a segment after it is missing.");
        using var file = files.Open(PathOf(segments[0]), write: false);
        if (WalSegmentHeader.Read(file) is not { } header || header.Start.Segment != segments[0]) throw Damage(segments[0], "this is no segment.");
        if (header.Origin != options.Origin) throw Damage(segments[0], $"it belongs to the log {header.Origin}, not {options.Origin}.");
        return header.Start;
    }

    /// <summary>Opens the log for writing; begins it where there is none.</summary>
    /// <param name="start">A place to which everything is known to be whole; null where there is no log yet.</param>
    /// <exception cref="LogCorruptException">The log is damaged.</exception>
    public WalTail Open(WalPosition? start)
    {
        if (start is null) return Tail(spare.Take(new WalSegmentHeader(options.Origin, WalPosition.Beginning)), WalPosition.Beginning);
        using var reader = new WalReader(files, folder, start, withEntries: true);
        while (reader.TryRead())
        {
        }

        var end = reader.Position;
        var file = files.Open(PathOf(end.Segment), write: true);
        try
        {
            RefuseDamage(file, end);
            if (reader.Last is { } last && last.Segment == end.Segment)
            {
                // Perhaps written, but not synced; and pages whose sync failed may count as clean. Writing again makes it sure.
                if (!reader.Record.TryRead(file, last.Offset, withEntries: false)) throw new IOException($"{PathOf(end.Segment)} changed while it was read.");
                file.Write(reader.Record.Bytes, last.Offset);
            }

            metrics.Sync(file);
            return Tail(file, end);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private WalTail Tail(ILogFile file, WalPosition at) => new(file, at, options.Origin, spare, options.SegmentSize, metrics);

    private void RefuseDamage(ILogFile file, WalPosition end)
    {
        if (LogLayout.Segments(files.List(folder)) is [.., var newest] && newest > end.Segment)
            throw Damage(end.Segment, $"it breaks off at byte {end.Offset}, before entry {end.Next}, but segment {newest} is there.");
        var record = new WalRecord();
        for (var at = end.Offset; at < file.Length; at += WalFormat.Block)
        {
            if (record.TryRead(file, at, withEntries: false) && record.Sequence > end.Sequence)
                throw Damage(end.Segment, $"it breaks off at byte {end.Offset}, before entry {end.Next}, but entry {record.First} follows.");
        }

        if (record.TryClaim(file, end.Offset) && record.Sequence == end.Sequence)
            listener.TailCut(LogLayout.Segment(end.Segment), end.Next, record.Size);
    }

    private LogCorruptException Damage(long segment, string message) => new(PathOf(segment), message);

    private string PathOf(long segment) => Path.Combine(folder, LogLayout.Segment(segment));
}

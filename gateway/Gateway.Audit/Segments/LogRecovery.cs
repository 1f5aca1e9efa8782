using System.Security.Cryptography;
using Gateway.Audit.Entries;
using Gateway.Audit.Files;

namespace Gateway.Audit.Segments;

/// <summary>
/// Opens a log from the disk, whatever a crash left there. It removes only what nobody can have been told of: files that were not finished,
/// and the last group when it is not whole. Everything else that is wrong is damage and throws.
/// </summary>
internal sealed class LogRecovery(ILogFiles files, AccessLogOptions options, AccessLogMetrics metrics, IAccessLogListener listener)
{
    /// <summary>Opens the log for writing; begins one where there is none.</summary>
    /// <exception cref="LogCorruptException">The log is damaged.</exception>
    public LogTail Open()
    {
        var segments = Clean();
        if (segments.Count == 0) return Begin();

        // Segments before the last two were checked when they were the last; the verifier reads them all.
        byte[]? previous = null;
        if (segments.Count > 1)
        {
            var before = Check(segments[^2], null);
            if (before.Findings is [var finding, ..]) throw Damage(finding.Problem);
            if (before.Next != segments[^1]) throw Damage(before, $"ends before entry {before.Next}, but the next segment begins with {segments[^1]}");
            previous = before.Head;
        }

        var last = Check(segments[^1], previous);
        if (last.FirstDamage is { } damage) throw Damage(damage);
        return Open(last);
    }

    /// <summary>Removes what an interrupted start or turn to a new segment left behind; returns the segments.</summary>
    private IReadOnlyList<long> Clean()
    {
        var names = files.List(options.Folder);
        var segments = LogLayout.Segments(names);
        var sidecars = LogLayout.Sidecars(names);
        var last = segments.Count == 0 ? -1 : segments[^1];

        // A crash among these removals leaves fewer of them for the next start.
        foreach (var name in names.Where(n => n.EndsWith(LogLayout.Unfinished, StringComparison.Ordinal))) files.Delete(PathOf(name));
        foreach (var orphan in sidecars.Except(segments))
        {
            if (orphan < last) throw new LogCorruptException(PathOf(LogLayout.Segment(orphan)), 0, "the segment of this sidecar is missing.");
            files.Delete(PathOf(LogLayout.Sidecar(orphan)));
        }

        foreach (var bare in segments.Except(sidecars))
        {
            // The name of a new segment may outlive a power cut that its sidecar's does not; its entries, if it has any, tell damage from that.
            if (bare < last) throw new LogCorruptException(PathOf(LogLayout.Sidecar(bare)), 0, "the sidecar is missing.");
            files.Create(PathOf(LogLayout.Sidecar(bare))).Dispose();
        }

        files.SyncFolder(options.Folder);
        return segments;
    }

    private LogTail Begin()
    {
        var head = new byte[SHA256.HashSizeInBytes];
        var segment = OpenSegment.Create(files, options.Folder, new SegmentHeader(0, SegmentHeader.CurrentFormat, options.Origin, null), head);
        return new LogTail(files, options, metrics, segment, 0, head);
    }

    private LogTail Open(SegmentState state)
    {
        ILogFile? lines = null;
        ILogFile? sidecar = null;
        try
        {
            lines = files.Open(PathOf(LogLayout.Segment(state.First)), write: true);
            sidecar = files.Open(PathOf(LogLayout.Sidecar(state.First)), write: true);
            var (length, sidecarLength, next, head) = (state.Length, state.SidecarEnd, state.Next, state.Head);
            if (state.IsTorn)
            {
                var torn = state.MayBeTorn!;
                (length, sidecarLength, next) = (torn.Offset, torn.At, torn.First);
                head = state.Groups.Count > 1 ? state.Groups[^2].Head : state.HeaderHash;
                listener.TailCut(LogLayout.Segment(state.First), torn.First, state.Length - torn.Offset);
            }
            else if (state.MayBeTorn is { } last)
            {
                // The last group may be whole in the cache only: if its fsync failed in an earlier process, its pages count as clean and no
                // later fsync would write them. Writing the same bytes again is harmless at any instant.
                Rewrite(lines, last.Offset, last.Length);
                Rewrite(sidecar, last.At, last.Size);
            }

            // Entries are cut before their announcement: a crash between the two leaves an announced group that is missing, which is cut again.
            lines.Truncate(length);
            lines.Sync();
            sidecar.Truncate(sidecarLength);
            sidecar.Sync();
            return new LogTail(files, options, metrics, new OpenSegment(lines, sidecar, length, sidecarLength), next, head);
        }
        catch
        {
            lines?.Dispose();
            sidecar?.Dispose();
            throw;
        }
    }

    private static void Rewrite(ILogFile file, long offset, int length)
    {
        var bytes = new byte[length];
        for (var read = 0; read < length;)
        {
            var more = file.Read(bytes.AsSpan(read), offset + read);
            if (more == 0) throw new IOException("A file became shorter while it was read.");
            read += more;
        }

        file.Write(bytes, offset);
    }

    private SegmentState Check(long first, byte[]? previous) =>
        new SegmentCheck(files, options.Folder, first, withRoots: false).Run(options.Origin, previous);

    private LogCorruptException Damage(LogProblem problem) =>
        new(PathOf(problem.File), problem.Line, $"{problem.Message}. The log is damaged and is not opened.");

    private LogCorruptException Damage(SegmentState state, string message) =>
        new(PathOf(LogLayout.Segment(state.First)), 0, $"{message}. The log is damaged and is not opened.");

    private string PathOf(string name) => Path.Combine(options.Folder, name);
}

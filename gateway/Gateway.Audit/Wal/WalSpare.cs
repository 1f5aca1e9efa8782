using Gateway.Audit.Files;

namespace Gateway.Audit.Wal;

/// <summary>
/// The segment that is kept ready. Where its blocks are on the disk already, a sync writes data alone; so segments that are no longer needed are
/// used again, and the first is filled with zeros by the thread that derives, never by the one that callers wait for.
/// </summary>
internal sealed class WalSpare(ILogFiles files, string folder, long size)
{
    private const int Chunk = 1 << 20;
    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(folder, LogLayout.Spare);

    /// <summary>Makes a segment of the spare, or of a new file where there is none.</summary>
    /// <param name="header">The segment's header.</param>
    public ILogFile Take(WalSegmentHeader header)
    {
        lock (_gate)
        {
            var file = IsThere() ? files.Open(_path, write: true) : files.Create(_path);
            try
            {
                // Until the rename this is a spare, whatever it holds; after the rename it is the next segment, and its header is durable.
                file.Write(header.ToBlock(), 0);
                file.Sync();
                files.Rename(_path, Path.Combine(folder, LogLayout.Segment(header.Start.Segment)));
                // Records come after this: a segment's name is lost only with nothing in it.
                files.SyncFolder(folder);
                return file;
            }
            catch
            {
                file.Dispose();
                throw;
            }
        }
    }

    /// <summary>Takes back a segment that is no longer needed. A crash before or after the rename leaves one segment more, or one less: both fit.</summary>
    public void Return(long segment)
    {
        var path = Path.Combine(folder, LogLayout.Segment(segment));
        lock (_gate)
        {
            if (IsThere()) files.Delete(path);
            else files.Rename(path, _path);
            files.SyncFolder(folder);
        }
    }

    /// <summary>Makes a spare when there is none.</summary>
    public void Prepare()
    {
        lock (_gate)
            if (IsThere()) return;

        // A crash leaves an unfinished file that the next one overwrites.
        var unfinished = _path + LogLayout.Unfinished;
        using (var file = files.Create(unfinished))
        {
            var zeros = new byte[Math.Min(size, Chunk)];
            for (long at = 0; at < size; at += zeros.Length) file.Write(zeros.AsSpan(0, (int)Math.Min(zeros.Length, size - at)), at);
            file.Sync();
        }

        lock (_gate)
            if (!IsThere()) files.Rename(unfinished, _path);
    }

    private bool IsThere() => files.List(folder).Contains(LogLayout.Spare, StringComparer.Ordinal);
}

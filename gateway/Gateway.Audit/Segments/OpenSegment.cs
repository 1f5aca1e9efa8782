using System.Security.Cryptography;
using Gateway.Audit.Entries;
using Gateway.Audit.Files;

namespace Gateway.Audit.Segments;

/// <summary>The segment that is being written, with its sidecar.</summary>
internal sealed class OpenSegment(ILogFile lines, ILogFile sidecar, long length, long sidecarLength) : IDisposable
{
    /// <summary>The length of the lines, in bytes.</summary>
    public long Length { get; private set; } = length;

    /// <summary>The length of the sidecar, in bytes.</summary>
    public long SidecarLength { get; private set; } = sidecarLength;

    /// <summary>Begins a segment. Everything before it is durable already.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="folder">The log's folder.</param>
    /// <param name="header">Its first line.</param>
    /// <param name="head">Receives the hash of that line.</param>
    public static OpenSegment Create(ILogFiles files, string folder, SegmentHeader header, Span<byte> head)
    {
        var path = Path.Combine(folder, LogLayout.Segment(header.FirstIndex));
        var writer = new CanonicalWriter();
        header.Write(writer);
        SHA256.HashData(writer.Written, head);
        writer.Raw((byte)'\n');

        ILogFile? sidecar = null;
        ILogFile? lines = null;
        try
        {
            // A crash before the rename leaves a sidecar without a segment and an unfinished file: the next start removes both.
            sidecar = files.Create(Path.Combine(folder, LogLayout.Sidecar(header.FirstIndex)));
            lines = files.Create(path + LogLayout.Unfinished);
            lines.Write(writer.Written, 0);
            lines.Sync();
            // A crash after the rename leaves a segment without entries, perhaps without its sidecar: the next start goes on with it.
            files.Rename(path + LogLayout.Unfinished, path);
            // Before this returns a power cut may take the names back, and nobody was told of an entry in them.
            files.SyncFolder(folder);
            return new OpenSegment(lines, sidecar, writer.Length, 0);
        }
        catch
        {
            sidecar?.Dispose();
            lines?.Dispose();
            throw;
        }
    }

    /// <summary>Makes a group durable: announcement first, then entries. When it throws, the segment must be opened anew.</summary>
    public void Append(GroupBuilder group, AccessLogMetrics metrics)
    {
        // A crash here tears the announcement: nothing of its group is written yet, so it is cut.
        sidecar.Write(group.Record, SidecarLength);
        metrics.Sync(sidecar);
        if (group.Lines.Length > 0)
        {
            // A crash here tears the group. It was announced, so its place is known, and nobody was told that it is durable: it is cut. Should
            // all of it have reached the disk, it stays: more is recorded than was released, never less.
            lines.Write(group.Lines, Length);
            metrics.Sync(lines);
        }

        // A crash from here on loses nothing.
        SidecarLength += group.Record.Length;
        Length += group.Lines.Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lines.Dispose();
        sidecar.Dispose();
    }
}

using Gateway.Audit.Files;

namespace Gateway.Audit.Wal;

/// <summary>Reads records, one after the other and over the ends of segments, as long as each follows from the one before.</summary>
/// <param name="files">The file system.</param>
/// <param name="folder">The segments' folder.</param>
/// <param name="start">Where to begin.</param>
/// <param name="withEntries">Checks every byte; without it, those that the reader's own process wrote are taken as they are.</param>
internal sealed class WalReader(ILogFiles files, string folder, WalPosition start, bool withEntries) : IDisposable
{
    private ILogFile? _file;

    /// <summary>The record read last.</summary>
    public WalRecord Record { get; } = new();

    /// <summary>Where the next record goes.</summary>
    public WalPosition Position { get; private set; } = start;

    /// <summary>Where the record read last begins.</summary>
    public WalPosition? Last { get; private set; }

    /// <summary>Reads from the first segment that is kept, checking every byte; null when there is none.</summary>
    public static WalReader? OpenFirst(ILogFiles files, string folder)
    {
        if (LogLayout.Segments(files.List(folder)) is not [var first, ..]) return null;
        using var file = files.Open(Path.Combine(folder, LogLayout.Segment(first)), write: false);
        return WalSegmentHeader.Read(file) is { } header ? new WalReader(files, folder, header.Start, withEntries: true) : null;
    }

    /// <summary>False when no more records follow.</summary>
    public bool TryRead()
    {
        _file ??= files.Open(PathOf(Position.Segment), write: false);
        if (!IsNext(_file, Position.Offset))
        {
            if (!TryTurn()) return false;
            if (!IsNext(_file, Position.Offset)) return false;
        }

        Last = Position;
        Position = Position with
        {
            Offset = Position.Offset + WalFormat.Padded(Record.Size),
            Sequence = Position.Sequence + 1,
            Next = Record.Next,
            Digest = Record.Digest.ToArray(),
        };
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private bool IsNext(ILogFile file, long offset) =>
        Record.TryRead(file, offset, withEntries)
        && Record.Sequence == Position.Sequence && Record.First == Position.Next && Record.Previous.SequenceEqual(Position.Digest);

    /// <summary>Goes on to the next segment, when it begins where this one ends.</summary>
    private bool TryTurn()
    {
        ILogFile next;
        try
        {
            next = files.Open(PathOf(Position.Segment + 1), write: false);
        }
        catch (FileNotFoundException)
        {
            return false;
        }

        if (WalSegmentHeader.Read(next)?.Start is not { } start || start.Segment != Position.Segment + 1
            || start.Sequence != Position.Sequence || start.Next != Position.Next || !start.Digest.AsSpan().SequenceEqual(Position.Digest))
        {
            next.Dispose();
            return false;
        }

        _file?.Dispose();
        _file = next;
        Position = start;
        return true;
    }

    private string PathOf(long segment) => Path.Combine(folder, LogLayout.Segment(segment));
}

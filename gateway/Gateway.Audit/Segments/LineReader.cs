using Gateway.Audit.Entries;
using Gateway.Audit.Files;

namespace Gateway.Audit.Segments;

/// <summary>Reads a segment's lines, front to back, whatever they hold. Nothing longer than a line may be is ever kept.</summary>
internal sealed class LineReader(ILogFile file)
{
    private readonly byte[] _buffer = new byte[4 * (EntryWriter.MaxLine + 1)];
    private int _start;
    private int _end;
    private long _read;

    /// <summary>Where the line last read begins.</summary>
    public long Offset { get; private set; }

    /// <summary>The number of the line last read, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>False when the line last read has no line feed: the file ends there, or the line is too long to be one.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Reads the next line, which is good until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        if (length < 0)
        {
            Fill();
            length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        }

        IsWhole = length is >= 0 and <= EntryWriter.MaxLine;
        if (!IsWhole) length = Math.Min(_end - _start, EntryWriter.MaxLine);
        Offset = _read - (_end - _start);
        line = _buffer.AsSpan(_start, length);
        _start += IsWhole ? length + 1 : length;
        if (length == 0 && !IsWhole) return false;
        Number++;
        return true;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < _buffer.Length && file.Read(_buffer.AsSpan(_end), _read) is > 0 and var read)
        {
            _end += read;
            _read += read;
        }
    }
}

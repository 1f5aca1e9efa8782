using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Sandbox.Datasets;

/// <summary>
/// A strict reader of RFC 4180 in UTF-8: comma, double quotes doubled inside quotes, CRLF or LF, a byte-order mark is let through. It proves the structure
/// that the engine then relies on, and knows which line a row begins on. Memory is bounded: no record is longer than <see cref="MaxRecord"/>.
/// </summary>
internal sealed class CsvScanner : IDisposable
{
    /// <summary>The longest record, in bytes.</summary>
    public const int MaxRecord = 1 << 20;

    private const int MaxFields = 4096;
    private static readonly SearchValues<byte> Stops = SearchValues.Create(",\"\r\n"u8);

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[4 * MaxRecord];
    private readonly int[] _starts = new int[MaxFields + 1];
    private int _position;
    private int _filled;
    private bool _ended;
    private long _nextLine = 1;
    private int _recordStart;
    private int _recordEnd;

    /// <summary>Opens a file.</summary>
    public CsvScanner(string path)
    {
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        Fill();
        if (_buffer.AsSpan(0, _filled).StartsWith("\uFEFF"u8)) _position = 3;
    }

    /// <summary>The row just read: 0 for the header, then from 1.</summary>
    public long Row { get; private set; } = -1;

    /// <summary>The line that the row begins on, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The number of its fields.</summary>
    public int Fields { get; private set; }

    /// <summary>Reads the next record; false at the end.</summary>
    /// <exception cref="CsvDefectException">The record is malformed.</exception>
    public bool Read()
    {
        if (_filled - _position <= MaxRecord && !_ended) Fill();
        if (_position == _filled) return false;
        Row++;
        Line = _nextLine;
        _recordStart = _position;
        var end = Record(_buffer.AsSpan(_position, _filled - _position));
        var record = _buffer.AsSpan(_recordStart, end);
        if (end > MaxRecord) throw Defect(Fields, $"the record is longer than {MaxRecord} bytes");
        if (!Utf8.IsValid(record) || record.Contains((byte)0)) throw Defect(FirstBadField(), "the text is not valid UTF-8");
        _nextLine += record.Count((byte)'\n');
        _position += end;
        return true;
    }

    /// <summary>The text of a field of the row just read, from 0.</summary>
    public string Field(int index)
    {
        var field = FieldBytes(index);
        if (field is [(byte)'"', .., (byte)'"']) return Encoding.UTF8.GetString(field[1..^1]).Replace("\"\"", "\"", StringComparison.Ordinal);
        return Encoding.UTF8.GetString(field);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    // Finds the record's fields; answers its length with the line's end.
    private int Record(ReadOnlySpan<byte> text)
    {
        Fields = 0;
        var i = 0;
        while (true)
        {
            if (Fields == MaxFields) throw Defect(Fields, $"there are more than {MaxFields} fields");
            _starts[Fields++] = i;
            i = i < text.Length && text[i] == '"' ? Quoted(text, i) : Bare(text, i);
            _recordEnd = _starts[Fields] = i;
            if (i == text.Length) return _ended ? i : throw TooLong();
            if (text[i] == ',') i++;
            else return LineEnd(text, i);
        }
    }

    private int Quoted(ReadOnlySpan<byte> text, int i)
    {
        i++;
        while (true)
        {
            var quote = text[i..].IndexOf((byte)'"');
            if (quote < 0) throw _ended && text.Length <= MaxRecord ? Defect(Fields, "a quoted field does not end") : TooLong();
            i += quote + 1;
            if (i == text.Length || text[i] != '"') break;
            i++;
        }
        if (i < text.Length && text[i] is not ((byte)',' or (byte)'\r' or (byte)'\n')) throw Defect(Fields, "text follows the closing quote of a field");
        return i;
    }

    private int Bare(ReadOnlySpan<byte> text, int i)
    {
        var stop = text[i..].IndexOfAny(Stops);
        if (stop < 0) return text.Length;
        if (text[i + stop] == '"') throw Defect(Fields, "a quote stands inside a field that is not quoted");
        return i + stop;
    }

    private int LineEnd(ReadOnlySpan<byte> text, int i)
    {
        if (text[i] == '\n') return i + 1;
        if (i + 1 < text.Length && text[i + 1] == '\n') return i + 2;
        throw Defect(Fields, "a carriage return stands without its line feed");
    }

    private ReadOnlySpan<byte> FieldBytes(int index)
    {
        var end = index + 1 < Fields ? _starts[index + 1] - 1 : _recordEnd;
        return _buffer.AsSpan(_recordStart + _starts[index], end - _starts[index]);
    }

    private int FirstBadField()
    {
        for (var i = 0; i < Fields; i++)
            if (!Utf8.IsValid(FieldBytes(i)) || FieldBytes(i).Contains((byte)0)) return i + 1;
        return Fields;
    }

    private CsvDefectException TooLong() => Defect(Fields, $"the record is longer than {MaxRecord} bytes");

    private CsvDefectException Defect(int field, string what) => new(Row, Line, field, what);

    private void Fill()
    {
        _buffer.AsSpan(_position, _filled - _position).CopyTo(_buffer);
        _filled -= _position;
        _position = 0;
        while (_filled < _buffer.Length && !_ended)
        {
            var read = _stream.Read(_buffer, _filled, _buffer.Length - _filled);
            _ended = read == 0;
            _filled += read;
        }
    }
}

/// <summary>A record is not well-formed CSV.</summary>
internal sealed class CsvDefectException(long row, long line, int field, string what) : Exception(what)
{
    /// <summary>0 for the header.</summary>
    public long Row { get; } = row;

    /// <summary>The line that the row begins on.</summary>
    public long Line { get; } = line;

    /// <summary>The field, from 1.</summary>
    public int Field { get; } = field;
}

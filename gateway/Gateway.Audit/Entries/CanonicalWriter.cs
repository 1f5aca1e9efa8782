using System.Buffers.Text;
using System.Text;

namespace Gateway.Audit.Entries;

/// <summary>
/// Writes canonical JSON (RFC 8785) into a buffer that is kept between uses. The caller writes the names of an object in the order of
/// their UTF-16 code units.
/// </summary>
internal sealed class CanonicalWriter
{
    /// <summary>The largest integer that JSON readers hold exactly: 2⁵³ − 1 (RFC 8785, section 3.2.2.3).</summary>
    public const long MaxInteger = (1L << 53) - 1;

    private const int Prefix = 1;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private byte[] _bytes = new byte[1024];
    private bool _first;
    private int _end = Prefix;

    /// <summary>How many bytes were written.</summary>
    public int Length => _end - Prefix;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(Prefix, Length);

    /// <summary>0x00 and what was written: what the Merkle tree hashes (RFC 6962), without a copy.</summary>
    public ReadOnlySpan<byte> Prefixed => _bytes.AsSpan(0, _end);

    public void Clear() => _end = Prefix;

    public void BeginObject() => Begin((byte)'{');

    public void EndObject() => End((byte)'}');

    public void BeginArray() => Begin((byte)'[');

    public void EndArray() => End((byte)']');

    /// <summary>A name of plain ASCII letters and digits.</summary>
    public void Name(ReadOnlySpan<byte> name)
    {
        Item();
        Raw((byte)'"');
        Raw(name);
        Raw("\":"u8);
    }

    /// <summary>A name of any characters.</summary>
    public void Name(string name)
    {
        Item();
        String(name);
        Raw((byte)':');
    }

    /// <summary>Begins the next item of an array.</summary>
    public void Item()
    {
        if (!_first) Raw((byte)',');
        _first = false;
    }

    /// <summary>A text, escaped as little as may be.</summary>
    /// <exception cref="ArgumentException">The text holds half a surrogate pair.</exception>
    public void String(string text)
    {
        Raw((byte)'"');
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= ' ' && text[i] is not ('"' or '\\')) continue;
            Text(text.AsSpan(start, i - start));
            Escape(text[i]);
            start = i + 1;
        }

        Text(text.AsSpan(start));
        Raw((byte)'"');
    }

    public void Integer(long value)
    {
        if (value is > MaxInteger or < -MaxInteger) throw new ArgumentOutOfRangeException(nameof(value), "JSON holds no such integer.");
        Utf8Formatter.TryFormat(value, Free(20), out var written);
        _end += written;
    }

    public void Boolean(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>RFC 3339, UTC, always seven digits of a second: texts sort as times do.</summary>
    public void Time(DateTimeOffset time)
    {
        Raw((byte)'"');
        // "O" of a UTC DateTime is yyyy-MM-ddTHH:mm:ss.fffffffZ.
        Utf8Formatter.TryFormat(time.UtcDateTime, Free(32), out var written, new('O'));
        _end += written;
        Raw((byte)'"');
    }

    public void Base64(ReadOnlySpan<byte> bytes)
    {
        System.Buffers.Text.Base64.EncodeToUtf8(
            bytes, Free(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length)), out _, out var written);
        _end += written;
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Free(bytes.Length));
        _end += bytes.Length;
    }

    public void Raw(byte value)
    {
        Free(1)[0] = value;
        _end++;
    }

    private void Begin(byte bracket)
    {
        Raw(bracket);
        _first = true;
    }

    private void End(byte bracket)
    {
        Raw(bracket);
        _first = false;
    }

    private void Text(ReadOnlySpan<char> text) => _end += Strict.GetBytes(text, Free(Strict.GetMaxByteCount(text.Length)));

    private void Escape(char c)
    {
        switch (c)
        {
            case '"': Raw("\\\""u8); break;
            case '\\': Raw("\\\\"u8); break;
            case '\b': Raw("\\b"u8); break;
            case '\t': Raw("\\t"u8); break;
            case '\n': Raw("\\n"u8); break;
            case '\f': Raw("\\f"u8); break;
            case '\r': Raw("\\r"u8); break;
            default:
                Raw("\\u00"u8);
                Raw((byte)(c < 16 ? '0' : '1'));
                Raw("0123456789abcdef"u8[c & 15]);
                break;
        }
    }

    private Span<byte> Free(int size)
    {
        if (_bytes.Length - _end < size) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _end + size));
        return _bytes.AsSpan(_end);
    }
}

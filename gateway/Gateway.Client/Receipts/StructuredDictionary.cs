using System.Globalization;
using System.Text;

namespace Gateway.Client.Receipts;

/// <summary>
/// Dictionaries of structured fields (RFC 8941, section 3.2) whose members are integers (<see cref="long"/>), strings, byte sequences (<c>byte[]</c>) or
/// booleans, without parameters: what the gateway sends. Anything else is not well formed here.
/// </summary>
internal ref struct StructuredDictionary
{
    private const int MaxDigits = 15;
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private StructuredDictionary(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The members by key; null when the text is not well formed. Of a key that comes twice, the last counts.</summary>
    public static Dictionary<string, object>? Parse(string? text) =>
        text is null ? null : new StructuredDictionary(text.AsSpan().Trim(' ')).ReadAll();

    private Dictionary<string, object>? ReadAll()
    {
        var members = new Dictionary<string, object>(StringComparer.Ordinal);
        while (_at < _text.Length)
        {
            if (ReadKey() is not { } key) return null;
            object? value = true;
            if (Take('=')) value = ReadItem();
            if (value is null) return null;
            members[key] = value;
            SkipSpace();
            if (_at == _text.Length) return members;
            if (!Take(',')) return null;
            SkipSpace();
            if (_at == _text.Length) return null;
        }

        return members;
    }

    private string? ReadKey()
    {
        var start = _at;
        if (_at < _text.Length && (char.IsAsciiLetterLower(_text[_at]) || _text[_at] == '*')) _at++;
        else return null;
        while (_at < _text.Length && (char.IsAsciiLetterLower(_text[_at]) || char.IsAsciiDigit(_text[_at]) || _text[_at] is '_' or '-' or '.' or '*')) _at++;
        return _text[start.._at].ToString();
    }

    private object? ReadItem() =>
        _at == _text.Length ? null : _text[_at] switch { '"' => ReadString(), ':' => ReadBytes(), '?' => ReadBoolean(), _ => ReadInteger() };

    private object? ReadString()
    {
        var value = new StringBuilder();
        for (_at++; _at < _text.Length; _at++)
        {
            var c = _text[_at];
            if (c == '"')
            {
                _at++;
                return value.ToString();
            }

            if (c == '\\')
            {
                if (++_at == _text.Length || _text[_at] is not ('"' or '\\')) return null;
                c = _text[_at];
            }
            else if (c is < ' ' or > '~') return null;

            value.Append(c);
        }

        return null;
    }

    private object? ReadBytes()
    {
        var length = _text[(_at + 1)..].IndexOf(':');
        if (length < 0) return null;
        var encoded = _text.Slice(_at + 1, length);
        _at += length + 2;
        var bytes = new byte[encoded.Length];
        return Convert.TryFromBase64Chars(encoded, bytes, out var written) ? bytes[..written] : null;
    }

    private object? ReadBoolean()
    {
        _at++;
        if (Take('1')) return true;
        return Take('0') ? false : null;
    }

    private object? ReadInteger()
    {
        var start = _at;
        Take('-');
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at])) _at++;
        var digits = _text[start.._at];
        return digits.Length <= MaxDigits + 1 && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    private bool Take(char c)
    {
        if (_at == _text.Length || _text[_at] != c) return false;
        _at++;
        return true;
    }

    private void SkipSpace()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t') _at++;
    }
}

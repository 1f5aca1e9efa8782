using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Policies.Contracts;

/// <summary>
/// The JSON Canonicalization Scheme (RFC 8785): one sequence of bytes for each JSON value, so that its SHA-256 can be its identity.
/// Members are ordered by UTF-16 code units, numbers are written as ECMAScript writes a double, strings with the shortest escapes.
/// </summary>
public static class CanonicalJson
{
    // I-JSON (RFC 7493 2.2): beyond this a double no longer holds every integer, and two documents could become one.
    private const long MaxSafeInteger = (1L << 53) - 1;

    /// <summary>The canonical bytes, UTF-8.</summary>
    /// <exception cref="ArgumentException">A number is no finite double or an integer beyond 2⁵³−1, or a string holds half a surrogate pair.</exception>
    public static byte[] Serialize(JsonNode? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, JsonNode? value)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject map:
                WriteObject(text, map);
                break;
            case JsonArray list:
                WriteArray(text, list);
                break;
            default:
                WriteScalar(text, value.AsValue());
                break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonObject map)
    {
        text.Append('{');
        var separator = "";
        foreach (var (key, value) in map.OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            text.Append(separator);
            WriteString(text, key);
            text.Append(':');
            Write(text, value);
            separator = ",";
        }

        text.Append('}');
    }

    private static void WriteArray(StringBuilder text, JsonArray list)
    {
        text.Append('[');
        for (var i = 0; i < list.Count; i++)
        {
            if (i > 0) text.Append(',');
            Write(text, list[i]);
        }

        text.Append(']');
    }

    private static void WriteScalar(StringBuilder text, JsonValue value)
    {
        if (value.TryGetValue(out bool boolean)) text.Append(boolean ? "true" : "false");
        else if (value.TryGetValue(out string? words)) WriteString(text, words);
        else if (value.TryGetValue(out int small)) text.Append(small.ToString(CultureInfo.InvariantCulture));
        else if (value.TryGetValue(out long integer)) WriteInteger(text, integer);
        else if (value.TryGetValue(out double number)) text.Append(EcmaScriptNumber.Format(number));
        else throw new ArgumentException("A value is no text, boolean, integer or double.", nameof(value));
    }

    private static void WriteInteger(StringBuilder text, long integer)
    {
        if (integer is < -MaxSafeInteger or > MaxSafeInteger) throw new ArgumentException("An integer is beyond 2^53 - 1.", nameof(integer));
        text.Append(integer.ToString(CultureInfo.InvariantCulture));
    }

    // RFC 8785 3.2.2.2. Half surrogate pairs are refused when the text becomes UTF-8.
    private static void WriteString(StringBuilder text, string words)
    {
        text.Append('"');
        foreach (var c in words)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}

using System.Text.Json;
using Gateway.Audit.Entries;

namespace Gateway.Audit.Reading;

/// <summary>Reads the bytes of entries.</summary>
public static class EntryParser
{
    /// <summary>Null when the bytes are no entry.</summary>
    public static LogEntry? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, EntryJson.Default.LogEntry);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The root over its subjects that an entry states; null when it states none.</summary>
    /// <exception cref="FormatException">It states something else.</exception>
    internal static byte[]? SubjectsRoot(ReadOnlySpan<byte> bytes)
    {
        // Cheap first: these bytes cannot stand inside a text, where quotes are escaped.
        if (bytes.IndexOf("\"subjectsRoot\":"u8) < 0) return null;
        try
        {
            var json = new Utf8JsonReader(bytes);
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1 || !json.ValueTextEquals("subjectsRoot"u8)) continue;
                return json.Read() && json.TokenType == JsonTokenType.String && json.TryGetBytesFromBase64(out var root)
                    ? root
                    : throw new FormatException("This is no root.");
            }

            return null;
        }
        catch (JsonException e)
        {
            throw new FormatException("This is no entry.", e);
        }
    }
}

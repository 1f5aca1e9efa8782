using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Gateway.Audit.Entries;

namespace Gateway.Audit.Reading;

/// <summary>Reads the bytes of entries.</summary>
public static class EntryParser
{
    private const int EncodedRoot = 44;

    private static ReadOnlySpan<byte> SubjectsRoot => "\"subjectsRoot\":"u8;

    /// <summary>Null when the bytes are no entry, or not in canonical form.</summary>
    public static LogEntry? Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return EntryReader.Read(bytes);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The root over its subjects that an entry states; false when it states none.</summary>
    /// <exception cref="FormatException">It states something else.</exception>
    internal static bool TrySubjectsRoot(ReadOnlySpan<byte> bytes, Span<byte> root)
    {
        // Cheap first: these bytes cannot stand inside a text, where quotes are escaped.
        var at = bytes.IndexOf(SubjectsRoot);
        if (at < 0) return false;

        // Nor can it be another object's name where there is none but the entry.
        if (bytes[1..].IndexOf((byte)'{') < 0)
        {
            var text = bytes[(at + SubjectsRoot.Length)..];
            if (text.Length > EncodedRoot + 1 && text[0] == '"' && text[EncodedRoot + 1] == '"'
                && Base64.DecodeFromUtf8(text.Slice(1, EncodedRoot), root, out var read, out var written) == OperationStatus.Done
                && read == EncodedRoot && written == root.Length) return true;
            throw new FormatException("This is no root.");
        }

        return TryRead(bytes, root);
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, Span<byte> root)
    {
        try
        {
            var json = new Utf8JsonReader(bytes);
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1 || !json.ValueTextEquals("subjectsRoot"u8)) continue;
                if (!json.Read() || json.TokenType != JsonTokenType.String || !json.TryGetBytesFromBase64(out var stated) || stated.Length != root.Length)
                    throw new FormatException("This is no root.");
                stated.CopyTo(root);
                return true;
            }

            return false;
        }
        catch (JsonException e)
        {
            throw new FormatException("This is no entry.", e);
        }
    }
}

using System.Text.Json;

namespace Gateway.Audit.Entries;

/// <summary>What the log itself put into a line.</summary>
/// <param name="Index">The entry's index.</param>
/// <param name="Previous">SHA-256 of the line before.</param>
/// <param name="SubjectsRoot">The root over its subjects' hashes, or null.</param>
internal readonly record struct LineStamps(long Index, byte[] Previous, byte[]? SubjectsRoot)
{
    /// <summary>Null when the line is no JSON object with an index and a hash.</summary>
    public static LineStamps? Parse(ReadOnlySpan<byte> line)
    {
        long? index = null;
        byte[]? previous = null;
        byte[]? root = null;
        try
        {
            var json = new Utf8JsonReader(line);
            while (json.Read())
            {
                if (json.TokenType is not JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
                if (json.ValueTextEquals("index"u8)) index = json.Read() && json.TryGetInt64(out var value) ? value : null;
                else if (json.ValueTextEquals("previous"u8)) previous = json.Read() && json.TryGetBytesFromBase64(out var hash) ? hash : null;
                else if (json.ValueTextEquals("subjectsRoot"u8)) root = json.Read() && json.TryGetBytesFromBase64(out var hash) ? hash : [];
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        return index is null || previous is null ? null : new LineStamps(index.Value, previous, root);
    }
}

using System.Text.Json;

namespace Policies.Yaml;

/// <summary>
/// JSON → the nodes that the YAML parser would make of it, many times faster: contracts come out of their store as JSON. It says nothing of what is wrong with a text;
/// whatever it does not take, the YAML parser reads and reports.
/// </summary>
internal static class JsonReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 16 };

    /// <summary>The document's mapping; null when the text is not JSON, or not as strict as YAML wants it.</summary>
    public static YamlMap? TryRead(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty || utf8[0] != (byte)'{') return null;
        try
        {
            var state = new State(utf8);
            var reader = new Utf8JsonReader(utf8, Options);
            reader.Read();
            var map = ReadMap(ref reader, ref state);
            return map is not null && !reader.Read() ? map : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static YamlNode? ReadNode(ref Utf8JsonReader reader, ref State state) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadMap(ref reader, ref state),
        JsonTokenType.StartArray => ReadList(ref reader, ref state),
        JsonTokenType.String => new YamlScalar(state.Line(reader.TokenStartIndex), reader.GetString()!, Plain: false),
        _ => new YamlScalar(state.Line(reader.TokenStartIndex), System.Text.Encoding.ASCII.GetString(reader.ValueSpan), Plain: true),
    };

    private static YamlList? ReadList(ref Utf8JsonReader reader, ref State state)
    {
        var line = state.Line(reader.TokenStartIndex);
        var items = new List<YamlNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadNode(ref reader, ref state) is not { } item) return null;
            items.Add(item);
        }

        return new YamlList(line, items);
    }

    private static YamlMap? ReadMap(ref Utf8JsonReader reader, ref State state)
    {
        var line = state.Line(reader.TokenStartIndex);
        var entries = new List<(YamlScalar Key, YamlNode Value)>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = new YamlScalar(state.Line(reader.TokenStartIndex), reader.GetString()!, Plain: false);
            reader.Read();
            if (entries.Exists(e => string.Equals(e.Key.Text, key.Text, StringComparison.Ordinal)) || ReadNode(ref reader, ref state) is not { } value) return null;
            entries.Add((key, value));
        }

        return new YamlMap(line, entries);
    }

    /// <summary>Counts lines as it goes: places only rise.</summary>
    private ref struct State(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _at;
        private int _line = 1;

        public int Line(long place)
        {
            _line += _text[_at..(int)place].Count((byte)'\n');
            _at = (int)place;
            return _line;
        }
    }
}

using System.Text;
using SharpYaml;
using SharpYaml.Events;

namespace Policies.Yaml;

/// <summary>
/// Bytes → nodes. A document is data only: no tags, no anchors (a few of them can expand to gigabytes), one mapping a file, bounded in size
/// and depth. A syntax error ends the reading of its file, since what follows it cannot be understood.
/// </summary>
internal sealed class YamlReader
{
    private const int MaxBytes = 1 << 20;
    private const int MaxDepth = 16;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly IParser _parser;
    private readonly YamlErrors _errors;

    private YamlReader(IParser parser, YamlErrors errors)
    {
        _parser = parser;
        _errors = errors;
        _parser.MoveNext();
    }

    /// <summary>The document's mapping; null when there is none, and then the errors say why.</summary>
    public static YamlMap? Read(ReadOnlySpan<byte> utf8, YamlErrors errors)
    {
        if (utf8.Length > MaxBytes)
        {
            errors.Add(1, $"The file has more than {MaxBytes} bytes. Split it.");
            return null;
        }

        if (JsonReader.TryRead(utf8) is { } json) return json;
        try
        {
            using var text = new StringReader(StrictUtf8.GetString(utf8).TrimStart('\uFEFF'));
            return new YamlReader(Parser.CreateParser(text), errors).ReadFile();
        }
        catch (DecoderFallbackException e)
        {
            var bad = Math.Clamp(e.Index, 0, utf8.Length);
            errors.Add(1 + utf8[..bad].Count((byte)'\n'), "The text is not UTF-8. Save the file as UTF-8.");
        }
        catch (YamlException e)
        {
            errors.Add(1 + e.Start.Line, $"This is not YAML: {Reason(e)}");
        }

        return null;
    }

    private YamlMap? ReadFile()
    {
        Take<StreamStart>();
        if (_parser.Current is StreamEnd)
        {
            _errors.Add(1, "The file is empty. Write one document, or delete the file.");
            return null;
        }

        Take<DocumentStart>();
        var node = ReadNode(0);
        Take<DocumentEnd>();
        if (_parser.Current is DocumentStart second) _errors.Add(1 + second.Start.Line, "A second document begins here. Write one document a file.");
        if (node is YamlMap map) return map;
        _errors.Add(node.Line, "The document is not a mapping of keys to values.");
        return null;
    }

    private YamlNode ReadNode(int depth)
    {
        var current = Take<ParsingEvent>();
        var line = 1 + current.Start.Line;
        if (depth > MaxDepth) throw new YamlException(current.Start, current.End, $"nesting is deeper than {MaxDepth}");
        if (current is AnchorAlias) throw new YamlException(current.Start, current.End, "aliases (*name) are not allowed; write the value out");
        if (current is NodeEvent { Anchor: not null } or NodeEvent { Tag: not null })
            _errors.Add(line, "Anchors (&name) and tags (!name) are not allowed. Write the value out.");
        return current switch
        {
            Scalar scalar => new YamlScalar(line, scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => ReadList(line, depth),
            MappingStart => ReadMap(line, depth),
            _ => throw new YamlException(current.Start, current.End, "a value is missing"),
        };
    }

    private YamlList ReadList(int line, int depth)
    {
        var items = new List<YamlNode>();
        while (_parser.Current is not SequenceEnd) items.Add(ReadNode(depth + 1));
        Take<SequenceEnd>();
        return new YamlList(line, items);
    }

    private YamlMap ReadMap(int line, int depth)
    {
        var entries = new List<(YamlScalar, YamlNode)>();
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            var key = ReadNode(depth + 1);
            var value = ReadNode(depth + 1);
            if (key is not YamlScalar name)
                _errors.Add(key.Line, "A key is a list or a mapping. Write a word.");
            else if (lines.TryAdd(name.Text, name.Line))
                entries.Add((name, value));
            else
                _errors.Add(name.Line, $"'{name.Text}' stands here twice, first in line {lines[name.Text]}. Keep one.");
        }

        Take<MappingEnd>();
        return new YamlMap(line, entries);
    }

    /// <summary>The current event; the next one is current then.</summary>
    private T Take<T>() where T : ParsingEvent
    {
        if (_parser.Current is not T taken)
            throw new YamlException(_parser.Current?.Start ?? default, _parser.Current?.End ?? default, "something else is expected here");
        _parser.MoveNext();
        return taken;
    }

    // The library's message begins and ends with its own count of lines, from 0.
    private static string Reason(YamlException e)
    {
        var begin = e.Message.IndexOf("): ", StringComparison.Ordinal);
        var reason = begin < 0 ? e.Message : e.Message[(begin + 3)..];
        var end = reason.LastIndexOf(" Lin: ", StringComparison.Ordinal);
        return (end < 0 ? reason : reason[..end]).TrimEnd('.') + ".";
    }
}

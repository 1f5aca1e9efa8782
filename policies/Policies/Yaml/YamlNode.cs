namespace Policies.Yaml;

/// <summary>A node of a YAML document, with its line, from 1. Tags, anchors and aliases do not exist here: they were refused on reading.</summary>
internal abstract record YamlNode(int Line);

/// <summary>A scalar. Only a plain one (unquoted) can be a number, a boolean or a date; any can be a text.</summary>
internal sealed record YamlScalar(int Line, string Text, bool Plain) : YamlNode(Line)
{
    /// <summary>What YAML calls null: a key with nothing after it.</summary>
    public bool IsNull => Plain && Text is "" or "~" or "null" or "Null" or "NULL";
}

/// <summary>A list.</summary>
internal sealed record YamlList(int Line, IReadOnlyList<YamlNode> Items) : YamlNode(Line);

/// <summary>A mapping, in document order; keys are distinct.</summary>
internal sealed record YamlMap(int Line, IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries) : YamlNode(Line)
{
    /// <summary>The line of the deepest of these nested keys that is there: where a reader has to look.</summary>
    public int LineOf(params ReadOnlySpan<string> path)
    {
        if (path.IsEmpty) return Line;
        foreach (var (key, value) in Entries)
        {
            if (!string.Equals(key.Text, path[0], StringComparison.Ordinal)) continue;
            return value is YamlMap inner && path.Length > 1 ? inner.LineOf(path[1..]) : key.Line;
        }

        return Line;
    }
}

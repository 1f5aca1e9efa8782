using System.Diagnostics.CodeAnalysis;

namespace Policies.Yaml;

/// <summary>
/// Takes values out of a mapping by key. Each key asked for is a known key; <see cref="Done"/> reports the others. After an error a reader
/// goes on with a stand-in value, which never leaves: a document with an error is not used.
/// </summary>
internal sealed class MapReader(YamlMap map, string what, YamlErrors errors)
{
    private readonly List<string> _known = [];

    public YamlErrors Errors => errors;

    public int Line => map.Line;

    public int LineOf(string key) => map.LineOf(key);

    public void Error(string key, string message) => errors.Add(LineOf(key), $"{key}: {message}");

    /// <summary>The value of an optional key.</summary>
    public bool Has(string key, [NotNullWhen(true)] out YamlNode? value)
    {
        _known.Add(key);
        value = null;
        foreach (var entry in map.Entries)
            if (string.Equals(entry.Key.Text, key, StringComparison.Ordinal)) value = entry.Value;
        if (value is not YamlScalar { IsNull: true }) return value is not null;
        Error(key, "There is no value. Write one, or leave the key out.");
        value = null;
        return false;
    }

    /// <summary>The value of a key that must be there.</summary>
    public YamlNode? Need(string key, string hint)
    {
        var before = errors.Count;
        if (Has(key, out var value)) return value;
        if (errors.Count == before) errors.Add(Line, $"{what} has no '{key}'. Add {hint}.");
        return null;
    }

    public MapReader? Map(string key, string hint) => Need(key, hint) is { } node ? AsMap(node, key) : null;

    public MapReader? OptionalMap(string key) => Has(key, out var node) ? AsMap(node, key) : null;

    /// <summary>The items of a list of mappings that must be there and hold one at least.</summary>
    public IEnumerable<MapReader> Maps(string key, string hint, string itemName) =>
        Need(key, hint) is { } node ? AsMaps(node, key, itemName) : [];

    public IEnumerable<MapReader> OptionalMaps(string key, string itemName) =>
        Has(key, out var node) ? AsMaps(node, key, itemName) : [];

    /// <summary>Reports every key that nobody asked for.</summary>
    public void Done()
    {
        foreach (var (key, _) in map.Entries)
        {
            if (_known.Contains(key.Text)) continue;
            var near = NearestName.Of(key.Text, _known);
            errors.Add(key.Line, near is null
                ? $"{what} has an unknown key '{key.Text}'. Known keys: {string.Join(", ", _known)}."
                : $"{what} has an unknown key '{key.Text}'. Did you mean '{near}'?");
        }
    }

    private MapReader? AsMap(YamlNode node, string key)
    {
        if (node is YamlMap inner) return new MapReader(inner, $"'{key}'", errors);
        Error(key, "Write a mapping, { key: value, … }.");
        return null;
    }

    private IEnumerable<MapReader> AsMaps(YamlNode node, string key, string itemName)
    {
        if (node is not YamlList { Items.Count: > 0 } list)
        {
            Error(key, "Write a list with at least one item.");
            yield break;
        }

        foreach (var item in list.Items)
        {
            if (item is YamlMap inner) yield return new MapReader(inner, itemName, errors);
            else errors.Add(item.Line, $"{key}: Write each item as a mapping, {{ key: value, … }}.");
        }
    }
}

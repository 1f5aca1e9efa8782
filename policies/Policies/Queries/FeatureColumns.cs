using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Policies.Yaml;

namespace Policies.Queries;

/// <summary>
/// Gathers the features of a query by column. Subjects mostly send the same features in the same order, so the name is first compared
/// with the one that stood in that place before, and only otherwise looked up.
/// </summary>
internal sealed class FeatureColumns
{
    private static readonly IReadOnlyDictionary<string, IReadOnlyList<double?>> None = FrozenDictionary<string, IReadOnlyList<double?>>.Empty;

    private readonly List<FeatureColumn> _columns = [];
    private readonly Dictionary<string, FeatureColumn> _byName = new(StringComparer.Ordinal);

    public int Count => _columns.Count;

    /// <summary>The column of the name that the reader stands on; null when the name is malformed or the columns are too many.</summary>
    public FeatureColumn? Find(ref Utf8JsonReader reader, int position)
    {
        if (position < _columns.Count && reader.ValueTextEquals(_columns[position].Utf8Name)) return _columns[position];
        var name = reader.GetString()!;
        if (_byName.TryGetValue(name, out var known)) return known;
        if (_columns.Count == ScoreQueryParser.MaxFeatures || !NamePattern.Column.Matches(name)) return null;
        var column = new FeatureColumn(name);
        _columns.Add(column);
        _byName.Add(name, column);
        return column;
    }

    /// <summary>The columns, and the names of those that some subject lacks.</summary>
    public (IReadOnlyDictionary<string, IReadOnlyList<double?>> Features, IReadOnlyList<string> Incomplete) Close(int subjects)
    {
        if (_columns.Count == 0) return (None, []);
        var features = new Dictionary<string, IReadOnlyList<double?>>(_columns.Count, StringComparer.Ordinal);
        List<string>? incomplete = null;
        foreach (var column in _columns)
        {
            features.Add(column.Name, column.Close(subjects, out var complete));
            if (!complete) (incomplete ??= []).Add(column.Name);
        }

        return (features, incomplete is null ? [] : incomplete);
    }
}

/// <summary>The values of one feature.</summary>
internal sealed class FeatureColumn(string name)
{
    private readonly List<double?> _values = [];
    private int _present;

    public string Name => name;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>Sets the value of a subject, in order of subjects; false when it has one.</summary>
    public bool TrySet(int subject, double? value)
    {
        if (_values.Count > subject) return false;
        PadTo(subject);
        _values.Add(value);
        _present++;
        return true;
    }

    public IReadOnlyList<double?> Close(int subjects, out bool complete)
    {
        PadTo(subjects);
        complete = _present == subjects;
        return _values;
    }

    private void PadTo(int count)
    {
        while (_values.Count < count) _values.Add(null);
    }
}

using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>Finds a spec's columns among a source's.</summary>
internal static class SourceNames
{
    /// <summary>Column of the dataset → its position in the source; and the positions that the spec does not declare.</summary>
    /// <param name="spec">What is declared.</param>
    /// <param name="names">The source's columns, in order.</param>
    /// <param name="rename">Column of the source → column of the dataset.</param>
    /// <param name="subject">Whether the source has the subject's column.</param>
    /// <param name="place">What to call the place where names stand: <c>line 1</c>, <c>the Parquet schema</c>.</param>
    /// <exception cref="ImportRefusedException">A declared column is missing or there twice.</exception>
    public static (IReadOnlyDictionary<string, int> Positions, IReadOnlyList<int> Undeclared) Match(
        DatasetSpec spec, IReadOnlyList<string> names, IReadOnlyDictionary<string, string> rename, bool subject, string place)
    {
        var declared = spec.Columns.Select(c => c.Name).ToList();
        if (subject) declared.Insert(0, spec.SubjectColumn);
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var undeclared = new List<int>();
        for (var i = 0; i < names.Count; i++)
        {
            var name = rename.GetValueOrDefault(names[i], names[i]);
            if (!declared.Contains(name, StringComparer.Ordinal)) undeclared.Add(i + 1);
            else if (!found.TryAdd(name, i)) throw new ImportRefusedException($"{place}: column {name} is there twice (fields {found[name] + 1} and {i + 1}).");
        }
        var missing = declared.Where(name => !found.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            throw new ImportRefusedException($"{place}: declared columns are missing: {string.Join(", ", missing.Select(name => Spelled(name, rename)))}.");
        return (found, undeclared);
    }

    private static string Spelled(string name, IReadOnlyDictionary<string, string> rename) =>
        rename.FirstOrDefault(r => string.Equals(r.Value, name, StringComparison.Ordinal)).Key is { } source ? $"{source} (renamed to {name})" : name;
}

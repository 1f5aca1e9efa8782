namespace Policies.Yaml;

/// <summary>Finds what somebody meant: the known name within two edits (Levenshtein 1966), if one is nearest.</summary>
internal static class NearestName
{
    private const int MaxEdits = 2;

    public static string? Of(string name, IEnumerable<string> known) =>
        name.Length > 64 ? null : known.Select(k => (Name: k, Edits: Distance(name, k)))
            .Where(k => k.Edits <= MaxEdits && k.Edits < k.Name.Length)
            .OrderBy(k => k.Edits).Select(k => k.Name).FirstOrDefault();

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitute = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitute, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}

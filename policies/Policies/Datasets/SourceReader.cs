using Policies.Yaml;
using Sandbox.Protocol.Datasets;

namespace Policies.Datasets;

/// <summary>The <c>source</c> of a dataset.</summary>
internal static class SourceReader
{
    private enum Kind
    {
        Csv,
        Parquet,
        Postgres,
        Demo,
    }

    private static readonly (string, Kind)[] Kinds = [("csv", Kind.Csv), ("parquet", Kind.Parquet), ("postgres", Kind.Postgres), ("demo", Kind.Demo)];

    // The generators that the demo city has; what they make is described by the shipped documents of the same names.
    private static readonly (string, string)[] Generators = [("housing-fund", "housing-fund"), ("residence", "residence")];

    public static (ImportSource Source, string Path) Read(MapReader dataset)
    {
        if (dataset.Map("source", "{ kind: csv, path: … }") is not { } reader) return (new ParquetSource(NoNames), "");
        var before = reader.Errors.Count;
        var kind = reader.Choice("kind", Kinds, "csv, parquet, postgres or demo");
        if (reader.Errors.Count > before) return (new ParquetSource(NoNames), ""); // of what kind the other keys are, is not known
        var path = kind is Kind.Csv or Kind.Parquet ? ReadPath(reader) : "";
        ImportSource source = kind switch
        {
            Kind.Csv => new CsvSource(ReadRename(reader), ReadNullValues(reader), reader.Boolean("rowNumberSubject", otherwise: false)),
            Kind.Parquet => new ParquetSource(ReadRename(reader)),
            Kind.Postgres => ReadTable(reader),
            _ => new DemoSource(
                reader.Choice("generator", Generators, "housing-fund or residence"),
                (int)reader.Integer("residents", 1, 100_000_000, "how many people live there"),
                (ulong)reader.Integer("seed", 0, long.MaxValue, "the city's seed, a whole number")),
        };
        reader.Done();
        return (source, path);
    }

    private static Dictionary<string, string> NoNames => new(StringComparer.Ordinal);

    // The path is joined to a folder that the importer is given: nothing in it may lead out of that folder.
    private static string ReadPath(MapReader reader)
    {
        var path = reader.Text("path", "the file, relative to the folder of sources");
        var parts = path.Split('/');
        if (path.Length > 0 && (path.Contains('\\', StringComparison.Ordinal) || parts.Any(p => p is "" or "." or "..")))
            reader.Error("path", "Write a relative path with '/' between its parts, and no '.' or '..' among them.");
        return path;
    }

    // A name is quoted in SQL whatever it is, and so must be spelled as the database spells it.
    private static PostgresSource ReadTable(MapReader reader)
    {
        var path = reader.Text("path", "the table or view, such as city.housing_fund");
        var parts = path.Split('.');
        var isTable = parts is [var schema, var table] && NamePattern.Column.Matches(schema) && NamePattern.Column.Matches(table);
        if (path.Length > 0 && !isTable)
            reader.Error("path", "Write schema.table in lower-case letters, digits and underscores, such as city.housing_fund; for another name, make a view.");
        return isTable ? new PostgresSource(parts[0], parts[1], ReadRename(reader)) : new PostgresSource("", "", ReadRename(reader));
    }

    private static Dictionary<string, string> ReadRename(MapReader reader)
    {
        var names = NoNames;
        if (!reader.Has("rename", out var node)) return names;
        if (node is not YamlMap map)
        {
            reader.Error("rename", "Write a mapping, { name in the file: name in the dataset }.");
            return names;
        }

        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            if (value is not YamlScalar target || !NamePattern.Column.Matches(target.Text))
                reader.Errors.Add(value.Line, $"rename: Write {NamePattern.Column.Description}.");
            else if (!taken.Add(target.Text))
                reader.Errors.Add(value.Line, $"rename: Two columns of the source become '{target.Text}'. Give each a name of its own.");
            else
                names[key.Text] = target.Text;
        }

        return names;
    }

    private static IReadOnlyList<string> ReadNullValues(MapReader reader) =>
        reader.Has("nullValues", out var node)
            ? reader.ListOf(node, "nullValues", mayBeEmpty: true, item => reader.TextOf(item, "nullValues"))
            : [];
}

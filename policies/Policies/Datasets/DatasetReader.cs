using Policies.Yaml;
using Sandbox.Protocol.Datasets;

namespace Policies.Datasets;

/// <summary>YAML → <see cref="DatasetDocument"/>.</summary>
internal static class DatasetReader
{
    private static readonly (string, Classification)[] Classifications =
        [("L1", Classification.L1), ("L2", Classification.L2), ("L3", Classification.L3), ("L4", Classification.L4)];

    public static DatasetDocument Read(MapReader reader)
    {
        var name = reader.Name("dataset", NamePattern.Identifier, "its name, the same as the file's");
        var provider = reader.Text("provider", "who owns the dataset");
        var classification = reader.Choice("classification", Classifications, "L1, L2, L3 or L4");
        var (source, path) = SourceReader.Read(reader);
        var (subjectColumn, maxRows) = ReadSubject(reader);
        var columns = ColumnReader.Read(reader, subjectColumn);
        var label = reader.OptionalName("label", NamePattern.Column);
        var features = FeatureReader.Read(reader, columns, maxRows, label);
        if (label is not null) CheckLabel(reader, label, columns, maxRows);
        reader.Done();
        var spec = new DatasetSpec(name, subjectColumn, maxRows, columns, features, label);
        return new DatasetDocument(spec, provider, classification, source, path);
    }

    private static (string Column, int MaxRows) ReadSubject(MapReader reader)
    {
        if (reader.Map("subject", "{ column: …, maxRows: … }") is not { } subject) return ("", 1);
        var column = subject.Name("column", NamePattern.Column, "the column that names a row's person");
        var maxRows = (int)subject.Integer("maxRows", 1, 1_000_000, "the most rows that one person may have");
        subject.Done();
        return (column, maxRows);
    }

    private static void CheckLabel(MapReader reader, string label, IReadOnlyList<ColumnSpec> columns, int maxRows)
    {
        if (columns.FirstOrDefault(c => c.Name.Equals(label, StringComparison.Ordinal)) is not { } column)
            reader.Error("label", $"There is no column '{label}'. Declare it under columns.");
        else if (column.Nullable || (maxRows > 1 && !column.PerSubjectConstant)
            || column is not ({ Type: ColumnType.Boolean } or { Type: ColumnType.Integer, Lower: 0, Upper: 1 }))
            reader.Error("label", "A label is a boolean, or an integer with bounds [0, 1]; not nullable, and perSubject: constant unless maxRows is 1.");
    }
}

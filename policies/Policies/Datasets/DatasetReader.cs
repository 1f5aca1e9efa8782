using Policies.Costs;
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
        var before = reader.Errors.Count;
        var subject = SubjectReader.Read(reader);
        var (columns, clauses) = ColumnReader.Read(reader, subject, rowsKnown: reader.Errors.Count == before);
        var label = reader.OptionalName("label", NamePattern.Column);
        var features = FeatureReader.Read(reader, columns, subject.MaxRows, label);
        if (label is not null) CheckLabel(reader, label, columns, subject.MaxRows);
        var budget = BudgetReader.ReadOptional(reader);
        if (budget is not null) CheckBudget(reader, budget, subject.People ?? (source as DemoSource)?.Residents);
        reader.Done();
        var spec = new DatasetSpec(name, subject.Column, subject.MaxRows, columns, features, label);
        return new DatasetDocument(spec, provider, classification, source, path, subject, clauses, budget);
    }

    // δ is the chance that the promise fails altogether: it is kept below a tenth of one in all people.
    private static void CheckBudget(MapReader reader, PrivacyBudget budget, long? people)
    {
        const long One = 1_000_000_000_000_000;
        if (people is not { } count)
            reader.Error("budget", "A budget needs the number of people that its delta protects. Add subject: { people: … }.");
        else if (budget.Lifetime.FemtoDelta > One / (10 * count))
            reader.Error("budget", $"With {count} people the lifetime delta is at most {ExactDecimal.Format(One / (10 * count), PrivacyBudget.DeltaDigits)}, a tenth of one in all people. Lower it.");
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

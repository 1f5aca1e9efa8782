using Policies.Yaml;
using Sandbox.Protocol.Datasets;

namespace Policies.Datasets;

/// <summary>The <c>features</c> of a dataset.</summary>
internal static class FeatureReader
{
    private const int MaxFeatures = 1000;

    private static readonly (string, FeatureTake)[] Takes =
    [
        ("value", FeatureTake.Value), ("category", FeatureTake.Category), ("mean", FeatureTake.Mean), ("min", FeatureTake.Min),
        ("max", FeatureTake.Max), ("sum", FeatureTake.Sum), ("deviation", FeatureTake.Deviation), ("last", FeatureTake.Last),
        ("rows", FeatureTake.Rows), ("missing", FeatureTake.Missing),
    ];

    public static List<FeatureSpec> Read(MapReader dataset, IReadOnlyList<ColumnSpec> columns, int maxRows, string? label)
    {
        var features = new List<FeatureSpec>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reader in dataset.OptionalMaps("features", "The feature"))
        {
            var feature = ReadOne(reader);
            features.Add(feature);
            if (feature.Name.Length > 0 && !names.Add(feature.Name))
                reader.Error("name", $"The feature '{feature.Name}' was declared before. Keep one.");
            if (feature.Column.Length > 0) Check(reader, feature, columns, maxRows, label);
        }

        if (features.Count > MaxFeatures) dataset.Error("features", $"There are more than {MaxFeatures} features. Keep the ones that models use.");
        return features;
    }

    private static FeatureSpec ReadOne(MapReader reader)
    {
        var name = reader.Name("name", NamePattern.Column, "the feature's name");
        var column = reader.Name("column", NamePattern.Column, "the column that it is computed from");
        var take = reader.Choice("take", Takes, "how a person's rows become one number, such as mean");
        var group = reader.Name("group", NamePattern.Identifier, "the coarse public name that reasons use");
        var orderBy = take == FeatureTake.Last ? reader.Name("orderBy", NamePattern.Column, "the column that orders a person's rows") : null;
        reader.Done();
        return new FeatureSpec(name, column, take, group, orderBy);
    }

    private static void Check(MapReader reader, FeatureSpec feature, IReadOnlyList<ColumnSpec> columns, int maxRows, string? label)
    {
        if (Find(columns, feature.Column) is not { } column)
        {
            reader.Error("column", $"There is no column '{feature.Column}'. Declare it under columns.");
            return;
        }

        if (feature.Column.Equals(label, StringComparison.Ordinal))
            reader.Error("column", "This is the label: a model that sees it has nothing to predict. Take another column.");
        if (Objection(feature.Take, column, maxRows) is { } objection) reader.Error("take", objection);
        if (feature.OrderBy is not { Length: > 0 } orderBy) return;
        if (Find(columns, orderBy) is not { } order)
            reader.Error("orderBy", $"There is no column '{orderBy}'. Declare it under columns.");
        else if (order.Nullable || order.Type is not (ColumnType.Date or ColumnType.Integer or ColumnType.Decimal))
            reader.Error("orderBy", "Rows are ordered by a date, integer or decimal that is not nullable.");
    }

    private static string? Objection(FeatureTake take, ColumnSpec column, int maxRows)
    {
        var number = column.Type is ColumnType.Integer or ColumnType.Decimal;
        var single = maxRows == 1 || column.PerSubjectConstant;
        return take switch
        {
            FeatureTake.Value when !single => "'value' needs one value a person: perSubject: constant, or maxRows: 1. Or take mean, last, ….",
            FeatureTake.Value or FeatureTake.Last when !number && column.Type != ColumnType.Boolean =>
                "This needs a number or a boolean. A text with a domain can be taken as category.",
            FeatureTake.Category when !single => "'category' needs one value a person: perSubject: constant, or maxRows: 1.",
            FeatureTake.Category when column.Domain is null => "'category' needs a text column with a domain.",
            FeatureTake.Mean or FeatureTake.Min or FeatureTake.Max or FeatureTake.Sum or FeatureTake.Deviation when !number =>
                "This needs an integer or decimal column.",
            FeatureTake.Missing when !column.Nullable => "The column is not nullable, so this would always be 0. Drop the feature.",
            _ => null,
        };
    }

    private static ColumnSpec? Find(IReadOnlyList<ColumnSpec> columns, string name) =>
        columns.FirstOrDefault(c => c.Name.Equals(name, StringComparison.Ordinal));
}

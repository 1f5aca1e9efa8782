using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>
/// Whether a spec makes sense by itself. The document's validator has said so before; the box does not take its word, because SQL and
/// the feature store are made of it.
/// </summary>
internal static class SpecCheck
{
    /// <summary>Digits of a fixed-point number: it is held in 64 bits.</summary>
    public const int DecimalDigits = 18;

    /// <summary>Throws on the first thing that is wrong.</summary>
    /// <exception cref="ImportRefusedException">With the column or feature at fault.</exception>
    public static void Require(DatasetSpec spec)
    {
        Demand(spec.MaxRows >= 1, "maxRows must be at least 1.");
        Demand(spec.Columns.Count > 0, "The dataset declares no columns.");
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { spec.SubjectColumn };
        foreach (var column in spec.Columns)
        {
            Demand(column.Name.Length > 0 && names.Add(column.Name) && !column.Name.StartsWith("__", StringComparison.Ordinal),
                $"Column {column.Name}: the name is empty, reserved or used twice (case does not tell two columns apart).");
            Column(column);
        }
        var byName = spec.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        if (spec.Label is { } label)
            Demand(byName.TryGetValue(label, out var column) && column.Type is ColumnType.Integer or ColumnType.Boolean
                && (column.PerSubjectConstant || spec.MaxRows == 1), $"Column {label}: a label is a declared integer or boolean, constant per subject.");
        var features = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feature in spec.Features)
        {
            Demand(feature.Name.Length > 0 && !feature.Name.Contains('\n', StringComparison.Ordinal) && features.Add(feature.Name),
                $"Feature {feature.Name}: the name is empty or used twice.");
            Feature(spec, feature, byName);
        }
    }

    private static void Column(ColumnSpec column)
    {
        Demand(column.Type == ColumnType.Decimal ? column.Scale is >= 0 and <= 9 : column.Scale == 0, $"Column {column.Name}: the scale must be 0 to 9, for decimals only.");
        Demand(column.Type is ColumnType.Integer or ColumnType.Decimal || (column.Lower is null && column.Upper is null), $"Column {column.Name}: only numbers have bounds.");
        Demand(column.Domain is null || (column.Type == ColumnType.Text && column.Domain.Count > 0), $"Column {column.Name}: only a text has a domain, and not an empty one.");
        foreach (var bound in new[] { column.Lower, column.Upper }.OfType<decimal>())
            Demand(decimal.Round(bound, column.Scale) == bound && Math.Abs(bound) < Limit(column), $"Column {column.Name}: a bound does not fit the type.");
        Demand(column.Lower is null || column.Upper is null || column.Lower <= column.Upper, $"Column {column.Name}: the lower bound is above the upper.");
    }

    private static void Feature(DatasetSpec spec, FeatureSpec feature, Dictionary<string, ColumnSpec> columns)
    {
        if (feature.Take == FeatureTake.Rows) return;
        Demand(columns.TryGetValue(feature.Column, out var column), $"Feature {feature.Name}: there is no column {feature.Column}.");
        var constant = column!.PerSubjectConstant || spec.MaxRows == 1;
        var fits = feature.Take switch
        {
            FeatureTake.Missing => true,
            FeatureTake.Category => column.Domain is not null && constant,
            FeatureTake.Value => column.Type != ColumnType.Text && constant,
            FeatureTake.Last => column.Type != ColumnType.Text && feature.OrderBy is { } order && columns.ContainsKey(order),
            FeatureTake.Sum or FeatureTake.Mean => column.Type is not (ColumnType.Text or ColumnType.Date),
            FeatureTake.Deviation => column.Type is not (ColumnType.Text or ColumnType.Date) && SquaresFit(spec, column),
            _ => column.Type != ColumnType.Text,
        };
        Demand(fits, $"Feature {feature.Name}: {feature.Take} cannot be taken of column {feature.Column} as declared.");
    }

    // A deviation is computed exactly from Σx and Σx² in 128 bits: maxRows² · (the largest |x| · 10^scale)² must stay below 2¹²⁷ ≈ 1.7e38.
    private static bool SquaresFit(DatasetSpec spec, ColumnSpec column)
    {
        if (column.Type == ColumnType.Boolean) return true;
        if (column.Lower is not { } lower || column.Upper is not { } upper) return false;
        var largest = (double)Math.Max(Math.Abs(lower), Math.Abs(upper)) * Math.Pow(10, column.Scale);
        return largest * spec.MaxRows < 1e19;
    }

    private static decimal Limit(ColumnSpec column)
    {
        if (column.Type == ColumnType.Integer) return 1e18m;
        var limit = 1m;
        for (var i = column.Scale; i < DecimalDigits; i++) limit *= 10;
        return limit;
    }

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds) throw new ImportRefusedException(otherwise);
    }
}

using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>
/// One aggregate for each <see cref="FeatureTake"/>, as a 64-bit float or null. Sums run over integers and fixed-point numbers in 128 bits, so that a
/// feature is the same whatever the order of rows and threads.
/// </summary>
internal static class FeatureSql
{
    /// <summary>The aggregate over a subject's rows.</summary>
    public static string Of(FeatureSpec feature, DatasetSpec spec)
    {
        if (feature.Take == FeatureTake.Rows) return "CAST(count(*) AS DOUBLE)";
        var column = spec.Columns.First(c => string.Equals(c.Name, feature.Column, StringComparison.Ordinal));
        var (name, x) = (Sql.Name(column.Name), Number(column));
        return feature.Take switch
        {
            FeatureTake.Missing => $"CAST(count(*) - count({name}) AS DOUBLE)",
            FeatureTake.Category => $"CAST(list_position([{Sql.Texts(column.Domain!)}], max({name})) - 1 AS DOUBLE)",
            FeatureTake.Value or FeatureTake.Max => $"CAST(max({x}) AS DOUBLE)",
            FeatureTake.Min => $"CAST(min({x}) AS DOUBLE)",
            FeatureTake.Sum => $"CAST(sum({x}) AS DOUBLE)",
            FeatureTake.Mean => $"CAST(sum({x}) AS DOUBLE) / count({name})",
            FeatureTake.Deviation => Deviation(column, name, x),
            FeatureTake.Last => Last(Sql.Name(feature.OrderBy!), x),
            _ => throw new ArgumentOutOfRangeException(nameof(feature)),
        };
    }

    // s² = (n·Σu² − (Σu)²) / (n·(n − 1)) over u = x·10^scale, exact in 128 bits (SpecCheck has seen to it that it fits).
    private static string Deviation(ColumnSpec column, string name, string x)
    {
        var scale = "1" + new string('0', column.Scale);
        var u = $"CAST({x} * {scale} AS HUGEINT)";
        var n = $"count({name})";
        return $"CASE WHEN {n} = 1 THEN 0.0 WHEN {n} > 1 THEN sqrt(CAST({n} * sum({u} * {u}) - sum({u}) * sum({u}) AS DOUBLE) / ({n} * ({n} - 1))) / {scale} END";
    }

    // Of rows that are equally late, the largest value counts (a missing one least): a tie must not be decided by the order of the file.
    private static string Last(string order, string x) =>
        $"CAST(arg_max_null({x}, {{'o': {order}, 'm': {x} IS NOT NULL, 'x': {x}}}) FILTER (WHERE {order} IS NOT NULL) AS DOUBLE)";

    private static string Number(ColumnSpec column) => column.Type switch
    {
        ColumnType.Boolean => $"CAST({Sql.Name(column.Name)} AS INTEGER)",
        ColumnType.Date => $"({Sql.Name(column.Name)} - DATE '1970-01-01')",
        _ => Sql.Name(column.Name),
    };
}

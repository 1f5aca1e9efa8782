using Policies.Yaml;
using Sandbox.Protocol.Datasets;

namespace Policies.Datasets;

/// <summary>The <c>columns</c> of a dataset.</summary>
internal static class ColumnReader
{
    private const int MaxColumns = 1000;
    private const int MaxDigits = 18;

    private static readonly (string, ColumnType)[] Types =
    [
        ("text", ColumnType.Text), ("integer", ColumnType.Integer), ("decimal", ColumnType.Decimal), ("date", ColumnType.Date),
        ("boolean", ColumnType.Boolean),
    ];

    private static readonly (string, bool)[] PerSubject = [("constant", true)];

    public static List<ColumnSpec> Read(MapReader dataset, string subjectColumn)
    {
        var columns = new List<ColumnSpec>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reader in dataset.Maps("columns", "the columns but the subject's: - { name: …, type: … }", "The column"))
        {
            var column = ReadOne(reader);
            columns.Add(column);
            if (column.Name.Length == 0) continue;
            if (column.Name.Equals(subjectColumn, StringComparison.Ordinal))
                reader.Error("name", "This is the subject's column, which is declared under subject. Delete it here.");
            else if (!names.Add(column.Name))
                reader.Error("name", $"The column '{column.Name}' was declared before. Keep one.");
        }

        if (columns.Count > MaxColumns) dataset.Error("columns", $"There are more than {MaxColumns} columns. Split the dataset.");
        return columns;
    }

    private static ColumnSpec ReadOne(MapReader reader)
    {
        var name = reader.Name("name", NamePattern.Column, "the column's name");
        var type = reader.Choice("type", Types, "text, integer, decimal, date or boolean");
        var scale = type == ColumnType.Decimal ? (int)reader.Integer("scale", 0, 9, "the digits after the point, 0 to 9") : 0;
        var (lower, upper) = type is ColumnType.Integer or ColumnType.Decimal ? ReadBounds(reader, scale) : (null, null);
        var domain = type == ColumnType.Text && reader.Has("domain", out var node)
            ? reader.ListOf(node, "domain", mayBeEmpty: false, item => reader.TextOf(item, "domain"))
            : null;
        var constant = reader.Has("perSubject", out _) && reader.Choice("perSubject", PerSubject, "constant");
        var nullable = reader.Boolean("nullable", otherwise: false);
        reader.Done();
        return new ColumnSpec(name, type, scale, lower, upper, domain, constant, nullable);
    }

    // Bounds are multiples of the column's unit and fit in 18 digits, so that values and sums stay exact integers everywhere.
    private static (decimal? Lower, decimal? Upper) ReadBounds(MapReader reader, int scale)
    {
        if (!reader.Has("bounds", out var node)) return (null, null);
        if (node is not YamlList { Items.Count: 2 } list)
        {
            reader.Error("bounds", "Write the smallest and the largest value, [0, 100].");
            return (null, null);
        }

        var lower = reader.DecimalOf(list.Items[0], "bounds");
        var upper = reader.DecimalOf(list.Items[1], "bounds");
        if (lower is null || upper is null) return (null, null);
        if (lower > upper) reader.Error("bounds", "The smallest value is above the largest. Swap them.");
        foreach (var bound in new[] { lower.Value, upper.Value })
        {
            if (decimal.Round(bound, scale) != bound)
                reader.Error("bounds", $"A bound has more than the column's {scale} digits after the point. Round it outwards.");
            else if (decimal.Abs(bound) >= PowerOfTen(MaxDigits - scale))
                reader.Error("bounds", $"A bound has more than {MaxDigits} digits. Declare a smaller one.");
        }

        return (lower, upper);
    }

    private static decimal PowerOfTen(int exponent)
    {
        var power = 1m;
        for (var i = 0; i < exponent; i++) power *= 10;
        return power;
    }
}

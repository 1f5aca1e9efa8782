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

    public static (List<ColumnSpec> Columns, List<ColumnClause> Clauses) Read(MapReader dataset, SubjectClause subject, bool rowsKnown)
    {
        var columns = new List<ColumnSpec>();
        var clauses = new List<ColumnClause>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var reader in dataset.Maps("columns", "the columns but the subject's: - { name: …, type: … }", "The column"))
        {
            var (column, clause) = ReadOne(reader, rowsKnown ? subject.MaxRows : null);
            columns.Add(column);
            clauses.Add(clause);
            if (column.Name.Length == 0) continue;
            if (column.Name.Equals(subject.Column, StringComparison.Ordinal))
                reader.Error("name", "This is the subject's column, which is declared under subject. Delete it here.");
            else if (!names.Add(column.Name))
                reader.Error("name", $"The column '{column.Name}' was declared before. Keep one.");
        }

        if (columns.Count > MaxColumns) dataset.Error("columns", $"There are more than {MaxColumns} columns. Split the dataset.");
        return (columns, clauses);
    }

    private static (ColumnSpec Column, ColumnClause Clause) ReadOne(MapReader reader, int? maxRows)
    {
        var name = reader.Name("name", NamePattern.Column, "the column's name");
        var type = reader.Choice("type", Types, "text, integer, decimal, date or boolean");
        var scale = type == ColumnType.Decimal ? (int)reader.Integer("scale", 0, 9, "the digits after the point, 0 to 9") : 0;
        var number = type is ColumnType.Integer or ColumnType.Decimal;
        var (lower, upper) = number ? ReadBounds(reader, "bounds", scale) : (null, null);
        var total = number ? ReadSubjectBounds(reader, scale, lower, upper, maxRows) : null;
        var unit = number && reader.Has("unit", out var unitNode) ? reader.TextOf(unitNode, "unit") : null;
        var domain = type == ColumnType.Text && reader.Has("domain", out var node)
            ? reader.ListOf(node, "domain", mayBeEmpty: false, item => reader.TextOf(item, "domain"))
            : null;
        var constant = reader.Has("perSubject", out _) && reader.Choice("perSubject", PerSubject, "constant");
        var nullable = reader.Boolean("nullable", otherwise: false);
        reader.Done();
        return (new ColumnSpec(name, type, scale, lower, upper, domain, constant, nullable), new ColumnClause(name, total, unit));
    }

    // A person's total can never leave [maxRows · lower, maxRows · upper] (0 for no row): wider bounds would only cost noise.
    private static SubjectBounds? ReadSubjectBounds(MapReader reader, int scale, decimal? lower, decimal? upper, int? maxRows)
    {
        var before = reader.Errors.Count;
        var (least, most) = ReadBounds(reader, "subjectBounds", scale);
        if (least is null || most is null || reader.Errors.Count > before) return null;
        if (lower is null || upper is null)
            reader.Error("subjectBounds", "They go with bounds. Add bounds, for one row.");
        else if (maxRows is { } rows && (least < Math.Min(0, lower.Value * rows) || most > Math.Max(0, upper.Value * rows)))
            reader.Error("subjectBounds", "They are wider than maxRows rows within bounds can reach. Narrow them.");
        return new SubjectBounds(least.Value, most.Value);
    }

    // Bounds are multiples of the column's unit and fit in 18 digits, so that values and sums stay exact integers everywhere.
    private static (decimal? Lower, decimal? Upper) ReadBounds(MapReader reader, string key, int scale)
    {
        if (!reader.Has(key, out var node)) return (null, null);
        if (node is not YamlList { Items.Count: 2 } list)
        {
            reader.Error(key, "Write the smallest and the largest value, [0, 100].");
            return (null, null);
        }

        var lower = reader.DecimalOf(list.Items[0], key);
        var upper = reader.DecimalOf(list.Items[1], key);
        if (lower is null || upper is null) return (null, null);
        if (lower > upper) reader.Error(key, "The smallest value is above the largest. Swap them.");
        foreach (var bound in new[] { lower.Value, upper.Value })
        {
            if (decimal.Round(bound, scale) != bound)
                reader.Error(key, $"A bound has more than the column's {scale} digits after the point. Round it outwards.");
            else if (decimal.Abs(bound) >= PowerOfTen(MaxDigits - scale))
                reader.Error(key, $"A bound has more than {MaxDigits} digits. Declare a smaller one.");
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

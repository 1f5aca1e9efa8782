using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Datasets;

/// <summary>One column's proof in SQL: <c>r{i}</c> is the value as the source holds it, <c>v{i}</c> the typed one.</summary>
/// <param name="Column">The column's name, for messages.</param>
/// <param name="Raw">SQL over the source for <c>r{i}</c>.</param>
/// <param name="Value">SQL over <c>r{i}</c> for <c>v{i}</c>; null where it cannot be read.</param>
/// <param name="Violations">Predicates over <c>r{i}</c> and <c>v{i}</c>, and what is said when one is true; in the order of the saying.</param>
internal sealed record ColumnRule(string Column, string Raw, string Value, IReadOnlyList<(string When, string Says)> Violations)
{
    // What string.Trim removes; SubjectId trims with it.
    private static readonly string WhiteSpace =
        new([.. Enumerable.Range(1, char.MaxValue).Select(c => (char)c).Where(char.IsWhiteSpace)]);

    private static readonly string Length = $"{{1,{SubjectId.MaxLength}}}";

    /// <summary>The rules of a dataset, the subject's first, then in document order: rule i is about <c>r{i}</c> and <c>v{i}</c>.</summary>
    public static IReadOnlyList<ColumnRule> For(DatasetSpec spec, SourceTable source) =>
    [
        Subject(spec.SubjectColumn, source.Columns[spec.SubjectColumn]),
        .. spec.Columns.Select((column, i) => Of(i + 1, column, source.Columns[column.Name], isLabel: string.Equals(column.Name, spec.Label, StringComparison.Ordinal))),
    ];

    // SubjectId.TryParse in SQL; a test holds the two together. Most ids are canonical as they come, and the slow way is for the others. The pattern comes
    // before upper(), which would make ASCII of some other letters.
    private static ColumnRule Subject(string name, SourceColumn source)
    {
        var trimmed = $"trim(r0, {Sql.Text(WhiteSpace)})";
        return new ColumnRule(
            name,
            $"CAST({source.Expression} AS VARCHAR)",
            $"""
            CASE WHEN regexp_full_match(r0, '[A-Z0-9_-]{Length}') THEN r0
                 WHEN regexp_full_match({trimmed}, '[A-Za-z0-9_-]{Length}') THEN upper({trimmed}) END
            """,
            [
                ("r0 IS NULL", "is missing, but every row needs a subject"),
                ("v0 IS NULL", $"is not a subject id (1 to {SubjectId.MaxLength} letters, digits, - and _)"),
            ]);
    }

    private static ColumnRule Of(int i, ColumnSpec column, SourceColumn source, bool isLabel)
    {
        var (r, v) = ($"r{i}", $"v{i}");
        var (value, unreadable, says) = ColumnReading.Of(column, source.Form, r);
        var violations = new List<(string, string)>();
        if (!column.Nullable) violations.Add(($"{r} IS NULL", "is missing, but the column is not nullable"));
        if (source.Form == SourceForm.Double) violations.Add(($"NOT isfinite({r})", "is not a finite number"));
        violations.Add(($"{r} IS NOT NULL AND ({v} IS NULL OR {unreadable})", says));
        if (column.Type == ColumnType.Text) violations.Add(($"length({v}) > {AggregateLimits.MaxTextLength}", $"is longer than {AggregateLimits.MaxTextLength} characters"));
        if (column.Lower is { } lower) violations.Add(($"{v} < {Sql.Number(lower)}", "is below the declared lower bound"));
        if (column.Upper is { } upper) violations.Add(($"{v} > {Sql.Number(upper)}", "is above the declared upper bound"));
        if (column.Domain is { } domain) violations.Add(($"{v} NOT IN ({Sql.Texts(domain)})", "is not in the declared domain"));
        if (isLabel && column.Type == ColumnType.Integer) violations.Add(($"{v} NOT IN (0, 1)", "is a label, but neither 0 nor 1"));
        return new ColumnRule(column.Name, source.Expression, value, violations);
    }
}

using System.Globalization;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>How a raw value becomes the declared type, and when it does not. Nothing is rounded: a value is read exactly or refused.</summary>
internal static class ColumnReading
{
    private const string Exponential = @"[+-]?[0-9](\.[0-9]{1,14})?[eE]\+?[0-9]{1,2}";

    /// <summary>SQL for the typed value, a predicate that is true where it is not exactly the raw one, and what to say then.</summary>
    /// <exception cref="ImportRefusedException">The source's type cannot hold the declared one.</exception>
    public static (string Value, string Unreadable, string Says) Of(ColumnSpec column, SourceForm form, string raw)
    {
        var type = Type(column);
        var cast = $"TRY_CAST({raw} AS {type})";
        return (column.Type, form) switch
        {
            (ColumnType.Text, SourceForm.Text or SourceForm.Spelled) => (raw, "false", "is not a text"),
            (ColumnType.Integer, SourceForm.Integer) => (cast, "false", "is not a 64-bit integer"),
            (ColumnType.Integer, SourceForm.Spelled) => (cast, NotNumber(raw, cast, "[+-]?[0-9]{1,19}"), "is not a 64-bit integer"),
            (ColumnType.Decimal, SourceForm.Integer or SourceForm.Decimal) => (cast, $"{cast} <> {raw}", NotDecimal(column)),
            (ColumnType.Decimal, SourceForm.Double) => (Finite(raw, cast), $"CAST({cast} AS DOUBLE) <> CAST({raw} AS DOUBLE)", NotDecimal(column)),
            (ColumnType.Decimal, SourceForm.Spelled) => (cast, NotNumber(raw, cast, Decimal(column.Scale)), NotDecimal(column)),
            (ColumnType.Date, SourceForm.Date) => (raw, $"NOT isfinite({raw})", "is not a date"),
            (ColumnType.Date, SourceForm.Spelled) => (cast, NotLike(raw, "[0-9]{4}-[0-9]{2}-[0-9]{2}"), "is not a date (yyyy-MM-dd)"),
            (ColumnType.Boolean, SourceForm.Boolean) => (raw, "false", "is not true or false"),
            (ColumnType.Boolean, SourceForm.Spelled) =>
                ($"CASE lower({raw}) WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END", "false", "is not true, false, 1 or 0"),
            _ => throw new ImportRefusedException(
                $"Column {column.Name}: declared {Lower(column.Type.ToString())}, but the source holds {Lower(form.ToString())} values."),
        };
    }

    /// <summary>The engine's type.</summary>
    public static string Type(ColumnSpec column) => column.Type switch
    {
        ColumnType.Integer => "BIGINT",
        ColumnType.Decimal => string.Create(CultureInfo.InvariantCulture, $"DECIMAL({SpecCheck.DecimalDigits}, {column.Scale})"),
        ColumnType.Date => "DATE",
        ColumnType.Boolean => "BOOLEAN",
        _ => "VARCHAR",
    };

    // Zeros past the declared scale say nothing and are let through.
    private static string Decimal(int scale) => scale == 0 ? @"[+-]?[0-9]+(\.0+)?" : $@"[+-]?[0-9]+(\.[0-9]{{1,{scale}}}0*)?";

    private static string NotDecimal(ColumnSpec column) =>
        string.Create(CultureInfo.InvariantCulture, $"is not a decimal with at most {column.Scale} digits after the point and {SpecCheck.DecimalDigits} in all");

    // Some programs write 500000 as 5e+05. That is let through where it is exact: the pattern has 15 significant digits at most, and no two decimals of so few
    // digits have the same nearest double.
    private static string NotNumber(string raw, string cast, string pattern) =>
        $"NOT (regexp_full_match({raw}, {Sql.Text(pattern)}) OR (regexp_full_match({raw}, {Sql.Text(Exponential)}) AND TRY_CAST({raw} AS DOUBLE) = CAST({cast} AS DOUBLE)))";

    private static string NotLike(string raw, string pattern) => $"NOT regexp_full_match({raw}, {Sql.Text(pattern)})";

    private static string Finite(string raw, string cast) => $"CASE WHEN isfinite({raw}) THEN {cast} END";

    private static string Lower(string text) => text.ToLowerInvariant();
}

using System.Globalization;

namespace Sandbox.Datasets;

/// <summary>
/// Spells identifiers and literals for DuckDB. SQL is made of a spec's names and values and of positions alone; what a file holds never becomes SQL.
/// </summary>
internal static class Sql
{
    /// <summary>A quoted identifier.</summary>
    public static string Name(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A string literal; DuckDB knows no escapes in it but the doubled quote.</summary>
    public static string Text(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>A numeric literal.</summary>
    public static string Number(decimal value) => $"({value.ToString(CultureInfo.InvariantCulture)})";

    /// <summary>A list of string literals, without brackets.</summary>
    public static string Texts(IEnumerable<string> values) => string.Join(", ", values.Select(Text));
}

using System.Text;
using Gateway.Client.Aggregates;

namespace Gateway.Cli.Queries;

/// <summary>
/// An answer as CSV (RFC 4180): the group columns, then of each output value, lower and upper end. A cell that a spreadsheet would take for a formula is a text: keys are
/// texts that others have written.
/// </summary>
internal static class AnswerCsv
{
    public static string Of(AggregateAnswer answer)
    {
        var csv = new StringBuilder();
        Line(csv, [.. answer.Keys, .. answer.Outputs.SelectMany(o => (string[])[o, $"{o} lower", $"{o} upper"])]);
        foreach (var row in answer.Rows)
            Line(csv, [.. row.Keys.Select(k => Text(k ?? "")), .. row.Values.SelectMany(v => (string[])[Numbers.Plain(v.Value), Numbers.Plain(v.Lower), Numbers.Plain(v.Upper)])]);
        return csv.ToString();
    }

    private static void Line(StringBuilder csv, IReadOnlyList<string> cells) => csv.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    private static string Text(string key) => key is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && !decimal.TryParse(key, System.Globalization.CultureInfo.InvariantCulture, out _) ? $"'{key}" : key;

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}

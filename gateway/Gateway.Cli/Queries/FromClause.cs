using System.Text.RegularExpressions;

namespace Gateway.Cli.Queries;

/// <summary>The product that a SQL text is about, so that it need not be named twice. Whether the text is well formed is for the gateway to say.</summary>
internal static partial class FromClause
{
    public static string? ProductOf(string sql) => Pattern.Match(sql) is { Success: true } match ? match.Groups["product"].Value.ToLowerInvariant() : null;

    [GeneratedRegex("""\bfrom\s+"?(?<product>[a-z][a-z0-9-]{0,62})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern { get; }
}

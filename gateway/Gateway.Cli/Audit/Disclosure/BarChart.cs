using System.Globalization;
using System.Net;
using System.Text;

namespace Gateway.Cli.Audit.Disclosure;

/// <summary>A chart of horizontal bars as inline SVG: no script, no style of its own, and read aloud by its title and its labels.</summary>
internal static class BarChart
{
    private const int Row = 26;
    private const int Bar = 16;
    private const int Left = 220;
    private const int Longest = 380;
    private const int Width = 720;

    /// <summary>The element; empty when there is no bar.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="bars">From top to bottom.</param>
    public static string Of(string title, IReadOnlyList<(string Label, PublishedCount Count)> bars)
    {
        if (bars.Count == 0) return "";
        var most = Math.Max(1, bars.Max(b => b.Count.Height));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {bars.Count * Row}\" role=\"img\" aria-label=\"{Text(title)}\"><title>{Text(title)}</title>");
        for (var i = 0; i < bars.Count; i++)
        {
            var (label, count) = bars[i];
            var middle = (i * Row) + (Row / 2);
            var length = Math.Round((double)count.Height / most * Longest, 1);
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"label\" x=\"{Left - 8}\" y=\"{middle + 4}\">{Text(label)}</text>")
                .Append(CultureInfo.InvariantCulture, $"<rect x=\"{Left}\" y=\"{middle - (Bar / 2)}\" width=\"{length}\" height=\"{Bar}\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + length + 6}\" y=\"{middle + 4}\">{Text(count.ToString())}</text>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}

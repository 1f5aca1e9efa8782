using System.Globalization;
using System.Text.Json;

namespace Gateway.Cli.Platform;

/// <summary>A box's progress line for people: <c>{"phase":"proving","rows":50000}</c> → <c>proving 50,000</c>; other lines as they are.</summary>
internal static class BoxProgress
{
    public static string Show(string line)
    {
        if (!line.StartsWith('{')) return line;
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("phase").GetString() is not { } phase) return line;
            return json.RootElement.TryGetProperty("rows", out var rows) && rows.TryGetInt64(out var count) && count > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{phase} {count:N0}")
                : phase;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The box is not trusted to print what it should; what it printed is shown.
            return line;
        }
    }
}

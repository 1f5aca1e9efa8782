using System.Globalization;
using System.Text.Json;
using Gateway.Cli.Sessions;
using Gateway.Client.Audit;

namespace Gateway.Cli.Audit;

/// <summary>Entries on standard output: as a table, or one a line as JSON.</summary>
internal static class EntryTable
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public static async Task WriteAsync(Session session, IReadOnlyList<AuditEntry> entries, bool json)
    {
        if (!json)
        {
            await Tables.WriteAsync(session, session.Texts.AuditColumns, entries.Select(Row));
            return;
        }

        foreach (var entry in entries)
            await session.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"index":{{entry.Index}},"entry":{{entry.Entry.GetRawText()}}}"""));
    }

    /// <summary>The cells of an entry; an event's name stands where a request's operation does.</summary>
    public static IReadOnlyList<string> Row(AuditEntry entry) =>
    [
        entry.Index.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset.TryParse(Text(entry, "time"), CultureInfo.InvariantCulture, out var time)
            ? time.ToOffset(Shanghai).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : "",
        Text(entry, "consumer"), Text(entry, "contract"), Text(entry, "purpose"), Text(entry, "operation") is { Length: > 0 } operation ? operation : Text(entry, "event"),
        Text(entry, "outcome"), Text(entry, "subjects"), Text(entry, "nanoRho"),
        entry.Entry.TryGetProperty("reasons", out var reasons) ? string.Join(' ', reasons.EnumerateArray().Select(r => r.GetString())) : "",
    ];

    private static string Text(AuditEntry entry, string name) => entry.Entry.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()
        : "";
}

using System.CommandLine;
using System.Globalization;
using Gateway.Cli.Sessions;
using Gateway.Client.Alerts;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit alerts</c>: what the rules found in the log, and <c>ack</c>: taking note of it.</summary>
internal static class AlertsCommand
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var all = new Option<bool>("--all") { Description = session.Texts.AlertsAll };
        var command = new Command("alerts", session.Texts.Alerts) { all, key.Option, Acknowledge(session) };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var alerts = await client.Alerts.ListAsync(parsed.GetValue(all), cancellation);
            await Tables.WriteAsync(session, session.Texts.AlertColumns, alerts.Select(Row));
            return Exit.Ok;
        });
        return command;
    }

    private static Command Acknowledge(Session session)
    {
        var key = new KeyOption(session);
        var index = new Argument<long>("ALERT") { Description = session.Texts.AlertNumber };
        var reason = new Option<string>("--reason") { Description = session.Texts.AlertReason, Required = true };
        var command = new Command("ack", session.Texts.AlertAck) { index, reason, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var alert = await client.Alerts.AcknowledgeAsync(parsed.GetValue(index), parsed.GetValue(reason)!, cancellation);
            await session.Out.WriteLineAsync(session.Texts.AlertAcknowledged(alert.Index, alert.Acknowledged!.By, alert.Acknowledged.Index));
            return Exit.Ok;
        });
        return command;
    }

    private static IReadOnlyList<string> Row(AlertInfo alert) =>
    [
        alert.Index.ToString(CultureInfo.InvariantCulture),
        alert.Time.ToOffset(Shanghai).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        alert.Rule,
        alert.About,
        alert.Entry.ToString(CultureInfo.InvariantCulture),
        string.Join(", ", alert.Facts.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key} {f.Value}")),
        alert.Acknowledged is { } a ? $"{a.By}: {a.Reason}" : "-",
    ];
}

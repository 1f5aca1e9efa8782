using System.CommandLine;
using System.Globalization;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit stats</c>.</summary>
internal static class StatisticsCommand
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var from = new Option<DateOnly?>("--from") { Description = session.Texts.AuditFromDay, HelpName = "DAY" };
        var to = new Option<DateOnly?>("--to") { Description = session.Texts.AuditToDay, HelpName = "DAY" };
        var contract = new Option<string?>("--contract") { Description = session.Texts.AuditBy("contract") };
        var command = new Command("stats", session.Texts.AuditStats) { from, to, contract, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var today = DateOnly.FromDateTime(session.Time.GetUtcNow().ToOffset(Shanghai).DateTime);
            var statistics = await client.Audit.StatisticsAsync(parsed.GetValue(from) ?? today, parsed.GetValue(to) ?? today, parsed.GetValue(contract), cancellation);
            await Tables.WriteAsync(session, session.Texts.AuditStatsColumns, statistics.Days.Select(d => (IReadOnlyList<string>)
            [
                d.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), d.Contract ?? "-",
                .. new[] { d.Granted, d.Refused + d.Suppressed, d.Failed, d.Replays, d.Subjects, d.NanoRho }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
            ]));
            return Exit.Ok;
        });
        return command;
    }
}

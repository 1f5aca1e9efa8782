using System.CommandLine;
using Gateway.Cli.Sessions;
using Gateway.Client.Audit;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit follow</c>: entries as they come, once a checkpoint covers them.</summary>
internal static class FollowCommand
{
    private const int Wait = 20;

    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var options = new SearchOptions(session.Texts);
        var after = new Option<long?>("--after") { Description = session.Texts.AuditAfter, HelpName = "INDEX" };
        var json = new Option<bool>("--json") { Description = session.Texts.AuditJson };
        var command = new Command("follow", session.Texts.AuditFollow);
        options.AddTo(command);
        foreach (var option in (Option[])[after, json, key.Option]) command.Add(option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var search = options.Of(parsed) with { Wait = Wait };
            // Unless told, from here on: what is there already is not shown.
            var from = parsed.GetValue(after) ?? (await client.Audit.SearchAsync(new AuditSearch { Limit = 1 }, cancellation)).Size - 1;
            while (true)
            {
                var page = await client.Audit.SearchAsync(search with { After = from }, cancellation);
                foreach (var entry in page.Entries)
                {
                    if (parsed.GetValue(json)) await EntryTable.WriteAsync(session, [entry], json: true);
                    else await session.Out.WriteLineAsync(string.Join('\t', EntryTable.Row(entry)));
                }

                from = page.Next ?? page.Size - 1;
            }
        });
        return command;
    }
}

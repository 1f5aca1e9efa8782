using System.CommandLine;
using Gateway.Cli.Sessions;
using Gateway.Client;
using Gateway.Client.Audit;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit search</c>.</summary>
internal static class SearchCommand
{
    private const int Page = 1_000;

    public static Command Create(Session session)
    {
        var texts = session.Texts;
        var key = new KeyOption(session);
        var options = new SearchOptions(texts);
        var after = new Option<long?>("--after") { Description = texts.AuditAfter, HelpName = "INDEX" };
        var newest = new Option<bool>("--newest") { Description = texts.AuditNewest };
        var limit = new Option<int>("--limit") { Description = texts.AuditLimit, DefaultValueFactory = _ => 100 };
        var json = new Option<bool>("--json") { Description = texts.AuditJson };
        limit.Validators.Add(result =>
        {
            if (result.GetValue(limit) < 0) result.AddError(texts.AuditLimit);
        });
        var command = new Command("search", texts.AuditSearch);
        options.AddTo(command);
        foreach (var option in (Option[])[after, newest, limit, json, key.Option]) command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(newest) && result.GetValue(after) is not null) result.AddError("--after, --newest");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var search = options.Of(parsed) with { After = parsed.GetValue(after), Before = parsed.GetValue(newest) ? long.MaxValue : null };
            var most = parsed.GetValue(limit) is 0 ? int.MaxValue : parsed.GetValue(limit);
            await EntryTable.WriteAsync(session, await AllAsync(client, search, most, cancellation), parsed.GetValue(json));
            return Exit.Ok;
        });
        return command;
    }

    /// <summary>Pages until there are no more, or enough.</summary>
    public static async Task<IReadOnlyList<AuditEntry>> AllAsync(GatewayClient client, AuditSearch search, int most, CancellationToken cancellation)
    {
        var entries = new List<AuditEntry>();
        while (true)
        {
            var page = await client.Audit.SearchAsync(search with { Limit = Math.Min(Page, most - entries.Count) }, cancellation);
            entries.AddRange(page.Entries);
            if (page.Next is not { } next || entries.Count >= most) return entries;
            search = search.Before is null ? search with { After = next } : search with { Before = next };
        }
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Cli.Sessions;
using Policies.Decisions;

namespace Gateway.Cli.Contracts;

/// <summary><c>dpg contract simulate draft.yaml --last 30d</c>.</summary>
internal static class SimulateCommand
{
    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var file = DraftCommands.FileArgument(session);
        var last = new Option<string>("--last") { Description = session.Texts.SimulateLast, HelpName = "DAYS", DefaultValueFactory = _ => "30d" };
        last.Validators.Add(result =>
        {
            if (Days(result.GetValue(last)) is null) result.AddError(session.Texts.SimulateLast);
        });
        var command = new Command("simulate", session.Texts.ContractSimulate) { file, last, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var bytes = await client.Contracts.SimulateAsync(Draft.Bytes(parsed.GetValue(file)!, session), Days(parsed.GetValue(last))!.Value, cancellation);
            await TellAsync(session, JsonNode.Parse(bytes)!);
            return Exit.Ok;
        });
        return command;
    }

    private static async Task TellAsync(Session session, JsonNode result)
    {
        await session.Out.WriteLineAsync(session.Texts.Simulated((long)result["replayed"]!, (long)result["same"]!));
        foreach (var flip in result["nowRefused"]!.AsArray())
            await session.Out.WriteLineAsync(session.Texts.NowRefused((long)flip!["count"]!, Title(session, (string)flip["code"]!), Entries(flip)));
        foreach (var flip in result["nowGranted"]!.AsArray())
            await session.Out.WriteLineAsync(session.Texts.NowGranted((long)flip!["count"]!, Title(session, (string)flip["code"]!), Entries(flip)));
        foreach (var (code, count) in result["undecided"]!.AsObject())
            await session.Out.WriteLineAsync(session.Texts.Undecided((long)count!, Title(session, code)));
    }

    private static string Entries(JsonNode flip) => string.Join(", ", flip["entries"]!.AsArray().Select(e => e!.ToJsonString()));

    private static string Title(Session session, string code) =>
        ReasonTable.All.GetValueOrDefault(code) is { } reason ? $"{code} ({session.Texts.Pick(reason.Title, reason.TitleZh)})" : code;

    private static int? Days(string? text) =>
        int.TryParse(text.AsSpan().TrimEnd('d'), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 366 ? days : null;
}

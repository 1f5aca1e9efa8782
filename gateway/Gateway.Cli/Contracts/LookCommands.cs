using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Cli.Sessions;
using Policies.Diff;

namespace Gateway.Cli.Contracts;

/// <summary><c>dpg contract list | show | diff</c>.</summary>
internal static class LookCommands
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command List(Session session)
    {
        var key = new KeyOption(session);
        var command = new Command("list", session.Texts.ContractList) { key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var rows = IsConsumer(key, parsed)
                ? (await client.GetContractsAsync(cancellation)).Select(c => Row(c.Contract, c.Version, c.State, "", c.Product, c.ValidFrom, c.ValidTo))
                : (await client.Contracts.ListAsync(cancellation)).Select(c => Row(c.Contract, c.Version, c.State, c.Consumer, c.Product, Day(c.Document, "from"), Day(c.Document, "to")));
            await Tables.WriteAsync(session, session.Texts.ContractListColumns, rows);
            return Exit.Ok;
        });
        return command;
    }

    public static Command Show(Session session)
    {
        var key = new KeyOption(session);
        var contract = new Argument<string>("CONTRACT") { Description = session.Texts.ContractName };
        var version = new Argument<int>("VERSION") { Description = session.Texts.ContractVersion };
        var command = new Command("show", session.Texts.ContractShow) { contract, version, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var found = await client.Contracts.ShowAsync(parsed.GetValue(contract)!, parsed.GetValue(version), IsConsumer(key, parsed), cancellation);
            await StepCommands.TellAsync(session, found);
            foreach (var step in found.Steps)
                await session.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {step.At.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm:ss}  {step.Step}  {step.By}  {step.Note}").TrimEnd());
            await session.Out.WriteLineAsync(JsonNode.Parse(found.Document.GetRawText())!.ToJsonString(Indented));
            return Exit.Ok;
        });
        return command;
    }

    public static Command Diff(Session session)
    {
        var key = new KeyOption(session);
        var before = new Argument<string>("BEFORE") { Description = session.Texts.ContractEither };
        var after = new Argument<string>("AFTER") { Description = session.Texts.ContractEither };
        var command = new Command("diff", session.Texts.ContractDiff) { before, after, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            var one = await Draft.FindAsync(parsed.GetValue(before)!, () => (key.Open(parsed), IsConsumer(key, parsed)), session, cancellation);
            var other = await Draft.FindAsync(parsed.GetValue(after)!, () => (key.Open(parsed), IsConsumer(key, parsed)), session, cancellation);
            var changes = ContractDiff.Between(one, other);
            if (changes.Count == 0) await session.Out.WriteLineAsync(session.Texts.ContractsEqual);
            foreach (var change in changes)
                await session.Out.WriteLineAsync($"{Mark(change.Effect)} {session.Texts.Pick(change.English, change.Chinese)}");
            return Exit.Ok;
        });
        return command;
    }

    /// <summary>Consumers see their own contracts, everybody else sees all.</summary>
    public static bool IsConsumer(KeyOption key, ParseResult parsed) => string.Equals(key.Find(parsed).Role, "consumer", StringComparison.Ordinal);

    private static string Mark(ChangeEffect effect) => effect switch { ChangeEffect.Loosened => "+", ChangeEffect.Tightened => "-", _ => "~" };

    private static IReadOnlyList<string> Row(string contract, int version, string state, string consumer, string product, DateOnly from, DateOnly to) =>
    [
        contract, version.ToString(CultureInfo.InvariantCulture), state, consumer, product,
        string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} … {to:yyyy-MM-dd}"),
    ];

    private static DateOnly Day(JsonElement document, string key) => DateOnly.ParseExact(document.GetProperty("valid").GetProperty(key).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.CommandLine;
using System.Globalization;
using Gateway.Cli.Scores.Batch;
using Gateway.Cli.Sessions;
using Gateway.Client;
using Gateway.Client.Scores;

namespace Gateway.Cli.Scores;

/// <summary><c>dpg score</c>: a few people into a table, or a CSV file into a CSV file.</summary>
internal static class ScoreCommand
{
    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var options = new ScoreOptions(session.Texts);
        var command = new Command("score", session.Texts.Score);
        options.AddTo(command);
        command.Options.Add(key.Option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed, parsed.GetValue(options.Parallel) + 2);
            if (parsed.GetValue(options.In) is null) await FewAsync(session, options, parsed, client, cancellation);
            else await FileScoring.RunAsync(session, client, Batch(options, parsed), cancellation);
            return Exit.Ok;
        });
        return command;
    }

    private static BatchRequest Batch(ScoreOptions options, ParseResult parsed) => new(
        parsed.GetValue(options.Product)!,
        parsed.GetValue(options.Purpose)!,
        parsed.GetValue(options.Precision),
        parsed.GetValue(options.Reasons),
        parsed.GetValue(options.Unknown),
        Path.GetFullPath(parsed.GetValue(options.In)!),
        Path.GetFullPath(parsed.GetValue(options.Out)!),
        parsed.GetValue(options.Batch),
        parsed.GetValue(options.Parallel));

    private static async Task FewAsync(Session session, ScoreOptions options, ParseResult parsed, GatewayClient client, CancellationToken cancellation)
    {
        var features = FeatureArgument.Parse(parsed.GetValue(options.Features)!, session.Texts);
        var subjects = parsed.GetValue(options.Ids)!.Select(id => new ScoreSubject(id, features.Count == 0 ? null : features));
        var request = new ScoreRequest(
            parsed.GetValue(options.Purpose)!,
            [.. subjects],
            parsed.GetValue(options.Precision),
            parsed.GetValue(options.Reasons),
            parsed.GetValue(options.Unknown));
        var reply = await client.ScoreAsync(parsed.GetValue(options.Product)!, request, cancellation: cancellation);
        if (parsed.GetValue(options.Save) is { } path) await SavedReceipt.WriteAsync(path, reply.Body, reply.Receipt, reply.IdempotencyKey, cancellation);
        await Tables.WriteAsync(
            session,
            session.Texts.ScoreColumns,
            reply.Answer.Scores.Select(s => (IReadOnlyList<string>)
            [
                s.Subject,
                s.Score?.ToString(CultureInfo.InvariantCulture) ?? session.Texts.NotKnown,
                s.Band ?? "-",
                string.Join(", ", s.Reasons),
            ]));
        await session.Error.WriteLineAsync(session.Texts.ReceiptLine(reply.Receipt.Origin, reply.Receipt.Index));
    }
}

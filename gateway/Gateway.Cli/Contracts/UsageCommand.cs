using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Audit;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Policies.Usage;

namespace Gateway.Cli.Contracts;

/// <summary><c>dpg contract usage</c>: statements of a month, as the gateway says, or computed again from a log's files and the contracts alone.</summary>
internal static class UsageCommand
{
    private const string Table = "table";

    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var contract = new Argument<string?>("CONTRACT") { Description = session.Texts.ContractName, Arity = ArgumentArity.ZeroOrOne };
        var month = new Option<string?>("--month") { Description = session.Texts.UsageMonth, HelpName = "2026-11" };
        var format = new Option<string>("--format") { Description = session.Texts.UsageFormat, DefaultValueFactory = _ => Table };
        format.AcceptOnlyFromAmong(Table, "csv", "json");
        var log = new Option<string?>("--log") { Description = session.Texts.UsageLog, HelpName = "FOLDER" };
        var documents = new Option<string[]>("--document") { Description = session.Texts.UsageDocument, HelpName = "FILE" };
        month.Validators.Add(result =>
        {
            if (!UsageMonth.TryParse(result.GetValue(month), out _)) result.AddError(session.Texts.UsageMonth);
        });
        var command = new Command("usage", session.Texts.ContractUsage) { contract, month, format, log, documents, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            var name = parsed.GetValue(contract);
            var wanted = UsageMonth.TryParse(parsed.GetValue(month), out var stated) ? stated : UsageMonth.Of(session.Time.GetUtcNow());
            var statements = parsed.GetValue(log) is { } folder
                ? await ComputeAsync(folder, wanted, name, parsed.GetValue(documents) ?? [], session, cancellation)
                : await AskAsync(key, parsed, wanted, name, cancellation);
            await WriteAsync(session, statements, parsed.GetValue(format)!);
            return Exit.Ok;
        });
        return command;
    }

    private static async Task<UsageStatements> AskAsync(KeyOption key, ParseResult parsed, UsageMonth month, string? contract, CancellationToken cancellation)
    {
        using var client = key.Open(parsed);
        var bytes = await client.Contracts.UsageAsync(month.ToString(), contract, contract is not null && LookCommands.IsConsumer(key, parsed), cancellation);
        return JsonSerializer.Deserialize(bytes, UsageJson.Default.UsageStatements)!;
    }

    private static async Task<UsageStatements> ComputeAsync(
        string folder, UsageMonth month, string? contract, IReadOnlyList<string> files, Session session, CancellationToken cancellation)
    {
        var documents = UsageSources.Prices(files, session);
        var verified = UsageSources.Verify(folder, session, cancellation);
        var book = new UsageBook(verified.Origin!);
        await foreach (var record in AccessLogReader.ReadAsync(folder, 0, cancellation)) book.Add(record.Index, UsageRecord.FactOf(record));
        return new UsageStatements(
        [
            .. (contract is null ? book.ContractsIn(month) : [contract])
                .Select(c => book.Statement(c, month, sha => documents.GetValueOrDefault(sha))).OfType<UsageStatement>(),
        ]);
    }

    private static async Task WriteAsync(Session session, UsageStatements statements, string format)
    {
        if (format is "json")
        {
            await session.Out.WriteLineAsync(Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(statements, UsageJson.Default.UsageStatements)));
            return;
        }

        if (format is "csv")
        {
            await session.Out.WriteAsync(UsageCsv.Of(statements));
            return;
        }

        await Tables.WriteAsync(session, session.Texts.UsageColumns, statements.Statements.SelectMany(s => s.Lines.Select(l => (IReadOnlyList<string>)
        [
            $"{s.Contract} v{Number(l.Version)}", s.Month, l.Operation, Number(l.Total.Calls), Number(l.Total.Subjects), Number(l.Total.Replays),
            Number(l.Total.Refused), Number(l.Total.Failed), (l.Total.NanoRho / 1e9).ToString("0.#########", CultureInfo.InvariantCulture),
            (l.Total.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture),
        ])));
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

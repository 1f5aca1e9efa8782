using System.CommandLine;
using Gateway.Cli.Scores;
using Gateway.Cli.Sessions;
using Gateway.Client;
using Gateway.Client.Aggregates;

namespace Gateway.Cli.Queries;

/// <summary><c>dpg query</c>: an aggregate into a table with error bars, or into CSV; or what it would cost.</summary>
internal static class QueryCommand
{
    public static Command Create(Session session)
    {
        var key = new KeyOption(session);
        var options = new QueryOptions(session.Texts);
        var command = new Command("query", session.Texts.Query);
        options.AddTo(command);
        command.Options.Add(key.Option);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var sql = parsed.GetValue(options.Sql)!;
            var product = parsed.GetValue(options.Product) ?? FromClause.ProductOf(sql) ?? throw new CommandException(session.Texts.QueryNoProduct);
            var request = options.Request(parsed, sql);
            if (parsed.GetValue(options.Preview)) await PreviewAsync(session, client, product, request, cancellation);
            else await AnswerAsync(session, client, product, request, parsed, options, cancellation);
            return Exit.Ok;
        });
        return command;
    }

    private static async Task PreviewAsync(Session session, GatewayClient client, string product, AggregateRequest request, CancellationToken cancellation)
    {
        var preview = await client.PreviewAsync(product, request, cancellation);
        await Tables.WriteAsync(
            session,
            session.Texts.PreviewColumns,
            preview.Outputs.Select(o => (IReadOnlyList<string>)[o.Name, o switch
            {
                { HalfWidth: { } half } => $"± {Numbers.Plain(half)}",
                { Ranks: { } ranks } => session.Texts.QueryRanks(Numbers.Plain(ranks)),
                _ => session.Texts.QueryUnknownError,
            }]));
        await session.Error.WriteLineAsync(session.Texts.QueryPlan(preview.Plan.Kind, preview.Plan.Rows, preview.Plan.Groups));
        if (preview.KeyPeople is { } people) await session.Error.WriteLineAsync(session.Texts.QueryKeyPeople(Numbers.Plain(people)));
        await session.Error.WriteLineAsync(session.Texts.QueryWouldCost(Numbers.Plain(preview.Cost.Epsilon), Numbers.Rho(preview.Cost.NanoRho), Numbers.Delta(preview.Cost.FemtoDelta)));
        await session.Error.WriteLineAsync(session.Texts.QueryLeft(Numbers.Rho(preview.Balance.Window.NanoRho), Numbers.Rho(preview.Balance.Lifetime.NanoRho)));
        await session.Error.WriteLineAsync(session.Texts.QueryLost(preview.Loss.Window.Epsilon, preview.Loss.Lifetime.Epsilon, preview.Loss.Lifetime.Delta));
    }

    private static async Task AnswerAsync(
        Session session, GatewayClient client, string product, AggregateRequest request, ParseResult parsed, QueryOptions options, CancellationToken cancellation)
    {
        var reply = await client.QueryAsync(product, request, cancellation: cancellation);
        if (parsed.GetValue(options.Save) is { } path) await SavedReceipt.WriteAsync(path, reply.Body, reply.Receipt, reply.IdempotencyKey, cancellation);
        if (parsed.GetValue(options.Csv)) await session.Out.WriteAsync(AnswerCsv.Of(reply.Answer));
        else await Tables.WriteAsync(session, [.. reply.Answer.Keys, .. reply.Answer.Outputs], reply.Answer.Rows.Select(r => Cells(session, r)));
        if (reply.Answer.Note is { } note) await session.Error.WriteLineAsync(note);
        var (cost, budget) = (reply.Budget.Cost, reply.Budget);
        await session.Error.WriteLineAsync(budget.Ledger is null ? session.Texts.QueryFree : session.Texts.QueryCost(Numbers.Rho(cost.NanoRho), Numbers.Delta(cost.FemtoDelta)));
        await session.Error.WriteLineAsync(session.Texts.QueryLeft(Numbers.Rho(budget.Window.NanoRho), Numbers.Rho(budget.Lifetime.NanoRho)));
        await session.Error.WriteLineAsync(session.Texts.ReceiptLine(reply.Receipt.Origin, reply.Receipt.Index));
    }

    private static IReadOnlyList<string> Cells(Session session, AggregateRow row) =>
        [.. row.Keys.Select(k => k ?? session.Texts.QueryMissing), .. row.Values.Select(Numbers.WithError)];
}

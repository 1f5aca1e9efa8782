using Gateway.Cli.Sessions;
using Gateway.Client;
using Gateway.Client.Contracts;
using Spectre.Console;

namespace Gateway.Cli.Scores.Batch;

/// <summary><c>dpg score --in --out</c>: what a batch run needs to know of the contract, and its progress bar.</summary>
internal static class FileScoring
{
    /// <summary>Runs or resumes a batch; returns the rows of the file.</summary>
    public static async Task<int> RunAsync(Session session, GatewayClient client, BatchRequest request, CancellationToken cancellation)
    {
        var grant = await GrantAsync(session, client, request.Product, cancellation);
        request = request with { ChunkSize = Math.Min(request.ChunkSize, grant.MaxBatch) };
        using var people = PeopleFile.Open(request.Input, grant.ConsumerFeatures, session.Texts);
        await session.Console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async bar =>
            {
                var task = bar.AddTask(Markup.Escape(session.Texts.Scoring(people.Rows)), maxValue: people.Rows);
                var run = new BatchRun(
                    request,
                    people,
                    (ask, key, stop) => client.ScoreAsync(request.Product, ask, key, stop),
                    session.Texts,
                    rows => task.Increment(rows));
                await run.RunAsync(cancellation);
            });
        await session.Out.WriteLineAsync(session.Texts.Scored(people.Rows, request.Output));
        return people.Rows;
    }

    private static async Task<ScoreGrant> GrantAsync(Session session, GatewayClient client, string product, CancellationToken cancellation)
    {
        var contracts = await client.GetContractsAsync(cancellation);
        return contracts.FirstOrDefault(c => string.Equals(c.Product, product, StringComparison.Ordinal) && c.Score is not null)?.Score
            ?? throw new CommandException(session.Texts.NoContractFor(product));
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Cli.Platform;
using Gateway.Cli.Scores.Batch;
using Gateway.Client.Scores;
using Sandbox.Protocol.Datasets;

namespace Gateway.Cli.Checks.Parts;

/// <summary>A CSV file, interrupted in the middle and resumed: every row once, in order, and no answer of the first run asked for anew.</summary>
internal sealed class BatchCheck : ICheck
{
    private const string Product = "housing-credit";
    private const int Rows = 5000;
    private const int ChunkSize = 250;
    private const int InterruptAfter = 6 * ChunkSize;

    public string Name => "batch";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(context.Place.State, "batch")).FullName;
        var request = new BatchRequest(
            Product, "post-loan", null, null, null, Path.Combine(folder, "people.csv"), Path.Combine(folder, "scores.csv"), ChunkSize, 3);
        var ids = WritePeople(context, request.Input);
        using var people = PeopleFile.Open(request.Input, ["income", "loan_amount"], context.Session.Texts);

        using var interruption = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var written = 0;
        var interrupted = Run(context, request, people, [], rows =>
        {
            if ((written += rows) >= InterruptAfter) interruption.Cancel();
        });
        try
        {
            await interrupted.RunAsync(interruption.Token);
            throw new CheckFailedException("The run was not interrupted.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            CheckFailedException.Unless(File.Exists(request.Journal), "The interrupted run left no journal.");
        }

        var asked = new List<ScoreReply>();
        await Run(context, request, people, asked, _ => { }).RunAsync(cancellation);
        CheckFailedException.Unless(!File.Exists(request.Journal), "The finished run left its journal.");
        CheckFailedException.Unless(asked.Count == (Rows - written) / ChunkSize, "The resumed run asked for chunks that were finished.");
        await VerifyAsync(request.Output, ids, cancellation);
        foreach (var reply in asked) context.Kept.Add((DemoClients.Bank, reply));
        return new CheckResult(new JsonObject { ["rows"] = Rows, ["interruptedAfter"] = written });
    }

    private static BatchRun Run(CheckContext context, BatchRequest request, PeopleFile people, List<ScoreReply> asked, Action<int> progress) => new(
        request,
        people,
        async (ask, key, stop) =>
        {
            var reply = await context.Bank.ScoreAsync(request.Product, ask, key, stop);
            lock (asked) asked.Add(reply);
            return reply;
        },
        context.Session.Texts,
        progress);

    private static List<string> WritePeople(CheckContext context, string path)
    {
        var ids = Enumerable.Range(0, DemoResident.MaxResidents).Where(DemoResident.HasHousingFund).Skip(1000).Take(Rows)
            .Select(n => context.Resident("housing-fund", n)).ToList();
        var csv = new StringBuilder("id,income,loan_amount\n");
        foreach (var (row, id) in ids.Index()) csv.Append(CultureInfo.InvariantCulture, $"{id},{3000 + (row % 400 * 50)},{(row % 9 == 0 ? "" : row * 100)}\n");
        File.WriteAllText(path, csv.ToString());
        return ids;
    }

    private static async Task VerifyAsync(string output, List<string> ids, CancellationToken cancellation)
    {
        var lines = await File.ReadAllLinesAsync(output, cancellation);
        CheckFailedException.Unless(lines.Length == ids.Count + 1, $"The output has {lines.Length - 1} rows, not {ids.Count}.");
        CheckFailedException.Unless(
            lines.Skip(1).Select(l => l.Split(',')[0]).SequenceEqual(ids, StringComparer.Ordinal), "The output is not in the order of the input.");
        CheckFailedException.Unless(lines.Skip(1).All(l => l.Split(',') is { Length: 7 } cells && cells[1].Length > 0), "A known resident has no score.");
    }
}

using System.Text.Json.Nodes;
using Gateway.Client.Aggregates;

namespace Gateway.Cli.Checks.Parts;

/// <summary>
/// The bank asks for counts by district: a preview first, then the table, then the same in other words. The values are plausible, the second answer is the first to the byte
/// and free, and what the contract does not grant is refused.
/// </summary>
internal sealed class AggregateCheck : ICheck
{
    private const string Product = "housing-credit";
    private const string Sql = "SELECT district, COUNT(DISTINCT SUBJECT) FROM housing-credit WHERE birth_year > 1959 GROUP BY district";
    private const string Paraphrase = "select count(distinct subject) from housing-credit where not (birth_year < 1960) group by district;";

    public string Name => "aggregate";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var request = new AggregateRequest("post-loan", Sql);
        var preview = await context.Bank.PreviewAsync(Product, request, cancellation);
        var reply = await context.Bank.QueryAsync(Product, request, cancellation: cancellation);
        var districts = context.Policies.Datasets["housing-fund"].Spec.Columns.First(c => c.Name == "district").Domain!;
        CheckFailedException.Unless(reply.Answer.Rows.Select(r => r.Keys[0]).SequenceEqual(districts, StringComparer.Ordinal), "The answer is not of every district, in their order.");
        CheckFailedException.Unless(reply.Budget.Cost.NanoRho == preview.Cost.NanoRho && reply.Budget.Ledger is not null, "The answer did not cost what the preview said.");
        CheckFailedException.Unless(preview.Balance.Window.NanoRho - reply.Budget.Window.NanoRho == preview.Cost.NanoRho, "The balance did not fall by the cost.");
        var half = preview.Outputs[0].HalfWidth ?? throw new CheckFailedException("The preview names no error of a count.");
        CheckFailedException.Unless(reply.Answer.Rows.All(r => r.Values[0].Upper - r.Values[0].Value <= half * 1.01m), "An interval is wider than the preview said.");
        CheckFailedException.Unless(reply.Answer.Rows.Sum(r => r.Values[0].Value) > 1000, "Hardly anybody is counted.");

        var again = await context.Bank.QueryAsync(Product, request with { Sql = Paraphrase }, cancellation: cancellation);
        CheckFailedException.Unless(again.Body.Span.SequenceEqual(reply.Body.Span), "The same question in other words has another answer.");
        CheckFailedException.Unless(again.Budget is { Ledger: null, Cost.NanoRho: 0 } && again.Budget.Window == reply.Budget.Window, "A repeated answer was charged.");
        CheckFailedException.Unless(again.Receipt.Index > reply.Receipt.Index, "A repeated answer has no entry of its own.");
        await VerifyRefusalsAsync(context, request, cancellation);
        return new CheckResult(new JsonObject { ["groups"] = reply.Answer.Rows.Count, ["receipt"] = reply.Receipt.Index, ["nanoRho"] = reply.Budget.Cost.NanoRho });
    }

    private static async Task VerifyRefusalsAsync(CheckContext context, AggregateRequest request, CancellationToken cancellation)
    {
        await Refused.AsAsync(403, "column-not-granted", () =>
            context.Bank.QueryAsync(Product, request with { Sql = "SELECT COUNT(*) FROM housing-credit WHERE resident_id = 'A'" }, cancellation: cancellation));
        await Refused.AsAsync(403, "epsilon-not-granted", () => context.Bank.QueryAsync(Product, request with { Epsilon = 5 }, cancellation: cancellation));
        await Refused.AsAsync(400, "malformed-query", () =>
            context.Bank.QueryAsync(Product, request with { Sql = "SELECT * FROM housing-credit" }, cancellation: cancellation));
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Gateway.Client;
using Gateway.Client.Keys;
using Gateway.Client.Scores;
using Policies.Contracts;
using Policies.Usage;

namespace Gateway.Cli.Checks.Parts;

/// <summary>
/// Takes a new version of the bank's contract from draft to force by the people it needs, suspends it, sees the very next request refused, brings it back, and
/// finds its usage in the log.
/// </summary>
internal sealed class ContractCheck : ICheck
{
    private const string Name = "ccb-housing-credit";
    private static readonly Dictionary<string, double?> Features = new(StringComparer.Ordinal) { ["income"] = 12000, ["loan_amount"] = 300_000 };

    string ICheck.Name => "contract";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        using var author = Open(context, "operator-author");
        using var approver = Open(context, "operator-approver");
        using var second = Open(context, "operator-approver-2");
        var first = (await approver.Contracts.HistoryAsync(Name, cancellation))[0];
        var draft = ContractText.ReadStored(Encoding.UTF8.GetBytes(first.Document.GetRawText())) with { Version = 2 };
        draft = draft with { Quota = draft.Quota with { PerDay = draft.Quota.PerDay + 1 } };

        await author.Contracts.SubmitAsync(ContractText.Canonical(draft), cancellation);
        await approver.Contracts.TakeAsync(Name, 2, "approve", note: null, cancellation);
        await Refused.AsAsync(403, "approver-not-independent", () => approver.Contracts.TakeAsync(Name, 2, "approve", note: null, cancellation));
        await second.Contracts.TakeAsync(Name, 2, "approve", note: null, cancellation);
        await context.Bank.Contracts.TakeAsync(Name, 2, "accept", note: null, cancellation);
        await approver.Contracts.TakeAsync(Name, 2, "activate", note: null, cancellation);
        var reply = await ScoreAsync(context, cancellation);
        CheckFailedException.Unless(
            Convert.ToHexStringLower(reply.Receipt.ContractSha256.Span) == ContractIdentity.VersionOf(draft).Sha256, "A receipt does not name the version in force.");

        await approver.Contracts.TakeAsync(Name, 2, "suspend", "self-check", cancellation);
        await Refused.AsAsync(403, "contract-suspended", () => ScoreAsync(context, cancellation));
        await approver.Contracts.TakeAsync(Name, 2, "activate", note: null, cancellation);
        context.Kept.Add((DemoClients.Bank, await ScoreAsync(context, cancellation)));
        return new CheckResult(new JsonObject { ["calls"] = await UsedAsync(context, cancellation) });
    }

    /// <summary>What the bank sees of its usage under the new version: two answers, one refusal.</summary>
    private static async Task<long> UsedAsync(CheckContext context, CancellationToken cancellation)
    {
        var month = UsageMonth.Of(context.Session.Time.GetUtcNow()).ToString();
        var usage = JsonSerializer.Deserialize(await context.Bank.Contracts.UsageAsync(month, Name, own: true, cancellation), UsageJson.Default.UsageStatements)!;
        var line = usage.Statements.Single().Lines.Single(l => l.Version == 2);
        CheckFailedException.Unless(
            line.Total is { Calls: 2, Refused: 1 },
            string.Create(CultureInfo.InvariantCulture, $"The statement counts {line.Total.Calls} answers and {line.Total.Refused} refusals, not 2 and 1."));
        return line.Total.Calls;
    }

    private static Task<ScoreReply> ScoreAsync(CheckContext context, CancellationToken cancellation) => context.Bank.ScoreAsync(
        "housing-credit", new ScoreRequest("credit-granting", [new ScoreSubject(context.Resident("housing-fund", 1), Features)]), cancellation: cancellation);

    private static GatewayClient Open(CheckContext context, string client) =>
        KeyOption.Open(ClientKeyFile.Load(context.Place.KeyFile(client)), context.Session);
}

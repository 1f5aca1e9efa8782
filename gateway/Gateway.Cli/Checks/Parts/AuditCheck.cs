using System.Text.Json.Nodes;
using Gateway.Audit.Sealing;
using Gateway.Cli.Audit;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Gateway.Client;
using Gateway.Client.Audit;
using Gateway.Client.Keys;
using Sandbox.Protocol;

namespace Gateway.Cli.Checks.Parts;

/// <summary>Looks at the log as the regulator: finds the answers that the other checks received, adds them up, and finds out who looked at a person.</summary>
internal sealed class AuditCheck : ICheck
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public string Name => "audit";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        await Refused.AsAsync(403, "role-not-allowed", () => context.Bank.Audit.SearchAsync(new AuditSearch(), cancellation));
        using var regulator = KeyOption.Open(ClientKeyFile.Load(context.Place.KeyFile(DemoClients.Regulator)), context.Session);
        var answers = context.Kept.Where(k => k.Consumer == DemoClients.Bank).Select(k => k.Reply.Receipt.Index).Order().ToList();
        // A checkpoint covers the last of them within a second.
        await regulator.Audit.SearchAsync(new AuditSearch { After = answers[^1] - 1, Limit = 1, Wait = 30 }, cancellation);
        var search = new AuditSearch { Consumer = DemoClients.Bank, Outcome = "granted" };
        var found = await SearchCommand.AllAsync(regulator, search, int.MaxValue, cancellation);
        CheckFailedException.Unless(answers.TrueForAll(a => found.Any(f => f.Index == a)), "A search by consumer does not find every answer.");

        var today = DateOnly.FromDateTime(context.Session.Time.GetUtcNow().ToOffset(Shanghai).DateTime);
        var days = (await regulator.Audit.StatisticsAsync(today.AddDays(-1), today, contract: null, cancellation)).Days;
        CheckFailedException.Unless(days.Sum(d => d.Granted) >= found.Count, "The statistics count fewer answers than there are.");

        var accesses = await PersonAsync(context, regulator, cancellation);
        return new CheckResult(new JsonObject { ["entries"] = found.Count, ["accesses"] = accesses });
    }

    /// <summary>A resident whom the first check had scored: the regulator opens the keys, and the gateway never sees the id.</summary>
    private static async Task<int> PersonAsync(CheckContext context, GatewayClient regulator, CancellationToken cancellation)
    {
        using var pair = RegulatorKeyPair.Load(context.Place.RegulatorKey);
        var keys = await OpenedKeys.FetchAsync(regulator, pair, cancellation);
        CheckFailedException.Unless(keys.Keys.Count > 0 && keys.AreComplete, "A subject key is missing, does not open, or is not the one that the log tells of.");
        var (consumer, reply) = context.Kept[0];
        if (!SubjectId.TryParse(reply.Answer.Scores[0].Subject, out var person)) throw new CheckFailedException("An answer is about nobody.");
        var found = await PersonSearch.RunAsync(regulator, keys.Keys, person, "self-check", cancellation);
        var entry = found.Entries.FirstOrDefault(e => e.Index == reply.Receipt.Index)?.Entry;
        CheckFailedException.Unless(entry?.GetProperty("consumer").GetString() == consumer, "Who looked at a person is not found.");
        var searches = await regulator.Audit.SearchAsync(new AuditSearch { Event = "person-searched", After = found.Recorded - 1, Wait = 30 }, cancellation);
        CheckFailedException.Unless(searches.Entries.Any(e => e.Index == found.Recorded), "The search for a person is not in the log.");
        return found.Entries.Count;
    }
}

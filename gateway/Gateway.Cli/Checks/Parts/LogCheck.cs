using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Client.Scores;

namespace Gateway.Cli.Checks.Parts;

/// <summary>Stops the gateway, verifies its log from the files alone, and finds in it every answer that the other checks received.</summary>
internal sealed class LogCheck : ICheck
{
    public string Name => "log";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        await context.Gateway.StopAsync();
        var verified = AccessLogVerifier.Verify(context.Place.Log, cancellation: cancellation);
        CheckFailedException.Unless(
            verified.IsValid, $"The log does not hold: {verified.Problems.Select(p => $"{p.File} {p.Message}").FirstOrDefault() ?? "there is none"}.");
        var entries = new Dictionary<long, AccessEntry>();
        var refused = 0;
        await foreach (var record in AccessLogReader.ReadAsync(context.Place.Log, 0, cancellation))
        {
            if (record.Entry is not AccessEntry access) continue;
            entries.Add(record.Index, access);
            if (access.Outcome == AccessOutcome.Refused) refused++;
        }

        CheckFailedException.Unless(context.Kept.Count > 0, "No answer was received, so there is nothing to look for.");
        foreach (var (consumer, reply) in context.Kept) Verify(entries, verified.Origin!, consumer, reply);
        CheckFailedException.Unless(refused > 0, "No refusal is in the log.");
        return new CheckResult(new JsonObject { ["entries"] = verified.Size, ["found"] = context.Kept.Count, ["refused"] = refused });
    }

    private static void Verify(Dictionary<long, AccessEntry> entries, string origin, string consumer, ScoreReply reply)
    {
        var receipt = reply.Receipt;
        CheckFailedException.Unless(receipt.Origin == origin, "A receipt is of another log.");
        CheckFailedException.Unless(entries.TryGetValue(receipt.Index, out var entry), $"Entry {receipt.Index} of a receipt is not in the log.");
        CheckFailedException.Unless(
            entry!.Outcome == AccessOutcome.Granted && entry.Consumer == consumer, $"Entry {receipt.Index} is not of the consumer who got the answer.");
        CheckFailedException.Unless(entry.Subjects == reply.Answer.Scores.Count, $"Entry {receipt.Index} names another number of subjects.");
        CheckFailedException.Unless(
            entry.ContractSha256 == Convert.ToHexStringLower(receipt.ContractSha256.Span), $"Entry {receipt.Index} names another contract than its receipt.");
        byte[] salted = [.. receipt.Nonce.Span, .. reply.Body.Span];
        CheckFailedException.Unless(
            entry.ResultHash == Convert.ToBase64String(SHA256.HashData(salted)), $"Entry {receipt.Index} does not hold the hash of the answer.");
    }
}

using System.Text.Json.Nodes;
using Gateway.Audit.Proofs;
using Gateway.Cli.Platform;
using Gateway.Cli.Receipts;
using Gateway.Cli.Scores;

namespace Gateway.Cli.Checks.Parts;

/// <summary>Fetches the proof of an answer, verifies it with a witness's cosignature, and finds an altered answer and another's proof out.</summary>
internal sealed class ReceiptCheck : ICheck
{
    public string Name => "receipt";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var (_, reply) = context.Kept.First(k => k.Consumer == DemoClients.Bank);
        var receipt = SavedReceipt.Of(reply.Receipt, reply.IdempotencyKey).ToAnswerReceipt();
        var texts = context.Session.Texts;
        var policy = new WitnessPolicy(KeyArgument.Read(context.Place.LogKey, texts), [KeyArgument.Read(context.Place.WitnessKey, texts)], 1);
        var proof = await ReceiptCommand.FetchAsync(context.Bank, receipt.Index, context.Session, cancellation);
        Expect(ReceiptVerdict.Holds, receipt.Verify(reply.Body.Span, proof, policy));

        var altered = reply.Body.ToArray();
        altered[^2] ^= 1;
        Expect(ReceiptVerdict.OtherAnswer, receipt.Verify(altered, proof, policy));
        Expect(ReceiptVerdict.OtherProof, (receipt with { Index = receipt.Index + 1 }).Verify(reply.Body.Span, proof, policy));
        Expect(ReceiptVerdict.OtherCost, (receipt with { Cost = new ReceiptCost(1, 0, null, null) }).Verify(reply.Body.Span, proof, policy));
        return new CheckResult(new JsonObject { ["index"] = receipt.Index, ["cosignatures"] = policy.Needed });
    }

    private static void Expect(ReceiptVerdict expected, ReceiptVerdict found) =>
        CheckFailedException.Unless(expected == found, $"A receipt was found to be {found}, where {expected} is true.");
}

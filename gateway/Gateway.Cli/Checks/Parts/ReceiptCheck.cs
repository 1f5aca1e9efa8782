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
        var receipt = new SavedReceipt(
            reply.Receipt.Origin, reply.Receipt.Index, Convert.ToBase64String(reply.Receipt.Nonce.Span),
            Convert.ToHexStringLower(reply.Receipt.ContractSha256.Span), reply.IdempotencyKey);
        var texts = context.Session.Texts;
        var policy = new WitnessPolicy(KeyArgument.Read(context.Place.LogKey, texts), [KeyArgument.Read(context.Place.WitnessKey, texts)], 1);
        var proof = await ReceiptCommand.FetchAsync(context.Bank, receipt.Index, context.Session, cancellation);
        Expect(ReceiptVerdict.Holds, ReceiptVerifier.Verify(reply.Body.Span, receipt, proof, policy));

        var altered = reply.Body.ToArray();
        altered[^2] ^= 1;
        Expect(ReceiptVerdict.OtherAnswer, ReceiptVerifier.Verify(altered, receipt, proof, policy));
        Expect(ReceiptVerdict.OtherProof, ReceiptVerifier.Verify(reply.Body.Span, receipt with { Index = receipt.Index + 1 }, proof, policy));
        return new CheckResult(new JsonObject { ["index"] = receipt.Index, ["cosignatures"] = policy.Needed });
    }

    private static void Expect(ReceiptVerdict expected, ReceiptVerdict found) =>
        CheckFailedException.Unless(expected == found, $"A receipt was found to be {found}, where {expected} is true.");
}

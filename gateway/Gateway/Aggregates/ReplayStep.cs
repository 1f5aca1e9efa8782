using Gateway.Answers;
using Gateway.Audit.Hashing;
using Policies.Decisions;

namespace Gateway.Aggregates;

/// <summary>
/// An aggregate that this consumer was answered before, under the same contract and over the same data version, is answered with the same bytes and costs nothing: noise
/// drawn anew for the same question would only average itself away. What makes two queries one is their job: canonical query, plan, bounds,
/// mechanism and price. Nothing is shared between contracts.
/// </summary>
internal sealed class ReplayStep(ReplayStore replays) : IStep
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static string Name => "replays";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        if (exchange.Grant!.Cost.IsNone) return null;
        var (draft, refusal) = exchange.Operation.Draft(exchange);
        if (draft is null) return refusal;
        exchange.Draft = draft;
        var hash = Digest.Of(draft.Bytes);
        var key = new AnswerKey($"{exchange.Caller!.Id}/{exchange.Contract!.Document.Contract}", Convert.ToHexStringLower(hash), exchange.Contract.Sha256);
        switch (await replays.Answers.BeginAsync(key, hash, exchange.Http.RequestAborted))
        {
            case AnswerLookup.Reserved reserved:
                exchange.ReplayKey = key;
                // The same again after a crash, whatever idempotency key the retry has.
                exchange.ChargeId = reserved.ChargeId;
                return null;
            case AnswerLookup.Stored stored:
                exchange.Replay = stored.Answer;
                return null;
            case AnswerLookup.ContractEnded:
                return new Refusal(ReasonTable.NoContract.With(exchange.Product!.Product));
            default:
                return new Refusal(ReasonTable.QueryInFlight.With(), RetryAfter);
        }
    }
}

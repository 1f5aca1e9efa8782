using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Stores;
using Policies.Decisions;

namespace Gateway.Answers;

/// <summary>
/// Honours <c>Idempotency-Key</c>: a key that was answered gets the same bytes again, free; a new one is reserved. It stands after the
/// decision, so that a stored answer is sent again only to who may still have it.
/// </summary>
internal sealed class AnswerStep(IAnswerStore answers) : IStep
{
    public const string Header = "Idempotency-Key";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static string Name => "answers";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        var header = exchange.Http.Request.Headers[Header];
        if (header.Count == 0)
        {
            exchange.ChargeId = RandomId.Next();
            return null;
        }

        if (header.Count != 1 || header[0] is not { Length: >= 1 and <= 128 } text || !text.All(c => c is > ' ' and <= '~'))
            return new Refusal(ReasonTable.IdempotencyKeyMalformed.With());

        var key = new AnswerKey(exchange.Caller!.Id, text, exchange.Contract!.Sha256);
        switch (await answers.BeginAsync(key, RequestHash(exchange), exchange.Http.RequestAborted))
        {
            case AnswerLookup.Reserved reserved:
                exchange.AnswerKey = key;
                exchange.ChargeId = reserved.ChargeId;
                return null;
            case AnswerLookup.Stored stored:
                exchange.Replay = stored.Answer;
                return null;
            case AnswerLookup.InFlight:
                return new Refusal(ReasonTable.RequestInFlight.With(), RetryAfter);
            case AnswerLookup.ContractEnded:
                return new Refusal(ReasonTable.NoContract.With(exchange.Product!.Product));
            default:
                return new Refusal(ReasonTable.IdempotencyKeyReused.With());
        }
    }

    /// <summary>SHA-256 of operation, product and body, lengths first, so that no two requests share a preimage.</summary>
    private static byte[] RequestHash(Exchange exchange)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (ReadOnlySpan<string>)[exchange.Operation.Name, exchange.Product!.Product])
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            hash.AppendData(length);
            hash.AppendData(System.Text.Encoding.ASCII.GetBytes(part));
        }

        hash.AppendData(exchange.Body.Span);
        return hash.GetHashAndReset();
    }
}

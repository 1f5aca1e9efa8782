using Gateway.Answers;
using Gateway.Ledger;
using Policies.Costs;

namespace Gateway.Record;

/// <summary>The only writer of an answer. It runs after the record, never before.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(Exchange exchange, StoredAnswer answer, Receipt receipt)
    {
        var response = exchange.Http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers[Receipt.Header] = receipt.ToString();
        if (exchange.Balance is { } balance) response.Headers[Balance.Header] = balance.ToHeader(exchange.Charge?.Entry.Cost ?? PrivacyCost.None, exchange.Charge?.Entry.Sequence);
        // RFC 9530, section 2.
        response.Headers["Content-Digest"] = $"sha-256=:{Convert.ToBase64String(answer.Sha256.Span)}:";
        await response.BodyWriter.WriteAsync(answer.Body, exchange.Gone);
    }
}

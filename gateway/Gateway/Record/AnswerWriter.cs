using Gateway.Answers;

namespace Gateway.Record;

/// <summary>The only writer of an answer. It runs after the record, never before.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(HttpContext http, StoredAnswer answer, Receipt receipt)
    {
        var response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers[Receipt.Header] = receipt.ToString();
        // RFC 9530, section 2.
        response.Headers["Content-Digest"] = $"sha-256=:{Convert.ToBase64String(answer.Sha256.Span)}:";
        await response.BodyWriter.WriteAsync(answer.Body, http.RequestAborted);
    }
}

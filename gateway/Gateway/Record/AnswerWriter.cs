using System.Security.Cryptography;
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
        response.Headers["Content-Digest"] = Digest(answer.Body.Span);
        await response.BodyWriter.WriteAsync(answer.Body, http.RequestAborted);
    }

    /// <summary>RFC 9530, section 2.</summary>
    private static string Digest(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return $"sha-256=:{Convert.ToBase64String(hash)}:";
    }
}

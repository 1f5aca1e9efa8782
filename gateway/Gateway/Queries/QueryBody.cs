using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Policies.Decisions;

namespace Gateway.Queries;

/// <summary>The body of a request: of the wanted type, plain, and bounded before it is read.</summary>
internal static class QueryBody
{
    /// <summary>The whole body, or why not.</summary>
    public static async ValueTask<(ReadOnlyMemory<byte> Body, Refusal? Refusal)> ReadAsync(HttpContext http, string type, int most)
    {
        var request = http.Request;
        if (!IsPlain(request, type)) return (default, new Refusal(ReasonTable.UnsupportedMediaType.With(type)));
        if (request.ContentLength > most) return (default, QueryStep.TooLarge(most));
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;
        return await ReadAsync(request, most, http.RequestAborted) is { } body ? (body, null) : (default, QueryStep.TooLarge(most));
    }

    private static bool IsPlain(HttpRequest request, string wanted) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(wanted, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    /// <summary>The whole body, or null when it is longer than <paramref name="most"/>.</summary>
    private static async ValueTask<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            if (read.Buffer.Length > most) return null;
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}

using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Policies.Decisions;

namespace Gateway.Queries;

/// <summary>Bytes → typed query. Bounded before it is read, strict while it is parsed.</summary>
internal sealed class QueryStep : IStep
{
    public static string Name => "queries";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        var (request, operation) = (exchange.Http.Request, exchange.Operation);
        if (!IsPlain(request, operation.RequestType)) return new Refusal(ReasonTable.UnsupportedMediaType.With(operation.RequestType));
        var most = operation.MaxBody;
        if (request.ContentLength > most) return TooLarge(most);
        if (exchange.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = most;

        if (await ReadAsync(request, most, exchange.Http.RequestAborted) is not { } body) return TooLarge(most);
        exchange.Body = body;
        (exchange.Query, var refusal) = operation.Parse(body);
        return refusal;
    }

    internal static Refusal TooLarge(long most) => new(ReasonTable.BodyTooLarge.With(most.ToString(CultureInfo.InvariantCulture)));

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

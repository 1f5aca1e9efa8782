using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Policies.Decisions;
using Policies.Queries;

namespace Gateway.Queries;

/// <summary>Bytes → typed query. Bounded before it is read, strict while it is parsed.</summary>
internal sealed class QueryStep : IStep
{
    /// <summary>The most bytes of a request: room for 1,000 subjects with a dozen features each, four times over.</summary>
    public const int MaxBody = 1 << 20;

    public static string Name => "queries";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        var request = exchange.Http.Request;
        if (!IsPlainJson(request)) return new Refusal(ReasonTable.UnsupportedMediaType.With());
        if (request.ContentLength > MaxBody) return TooLarge();
        if (exchange.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = MaxBody;

        if (await ReadAsync(request, exchange.Http.RequestAborted) is not { } body) return TooLarge();
        exchange.Body = body;
        (exchange.Query, var refusal) = ScoreQueryParser.Parse(body);
        return refusal;
    }

    internal static Refusal TooLarge() =>
        new(ReasonTable.BodyTooLarge.With(MaxBody.ToString(CultureInfo.InvariantCulture)));

    private static bool IsPlainJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.Count == 0;

    /// <summary>The whole body, or null when it is longer than <see cref="MaxBody"/>.</summary>
    private static async ValueTask<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            if (read.Buffer.Length > MaxBody) return null;
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

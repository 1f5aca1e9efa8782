using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Policies.Decisions;

namespace Gateway.Problems;

/// <summary>
/// The one place that renders a refusal: an RFC 9457 problem with a stable <c>code</c> and all <c>reasons</c>, in English or in Chinese as
/// <c>Accept-Language</c> prefers.
/// </summary>
internal static class ProblemWriter
{
    /// <summary>Writes the response whole. Does nothing when a response has begun already.</summary>
    public static async Task WriteAsync(HttpContext http, Refusal refusal)
    {
        if (http.Response.HasStarted) return;
        var chinese = PrefersChinese(http.Request);
        var body = Render(refusal, chinese, TraceId(http));
        var response = http.Response;
        response.Clear();
        response.StatusCode = refusal.Main.Code.Status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.WrittenCount;
        response.Headers.ContentLanguage = chinese ? "zh-CN" : "en";
        response.Headers.CacheControl = "no-store";
        if (refusal.RetryAfter is { } wait)
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (refusal.Main.Code.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (!HttpMethods.IsHead(http.Request.Method)) await response.BodyWriter.WriteAsync(body.WrittenMemory, http.RequestAborted);
    }

    /// <summary>The id under which the operating company finds its own logs of a request.</summary>
    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    /// <summary>The problem as JSON.</summary>
    internal static ArrayBufferWriter<byte> Render(Refusal refusal, bool chinese, string traceId)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var main = refusal.Main;
        json.WriteStartObject();
        json.WriteString("type"u8, $"/problems/{main.Code.Code}");
        json.WriteString("title"u8, chinese ? main.Code.TitleZh : main.Code.Title);
        json.WriteNumber("status"u8, main.Code.Status);
        json.WriteString("detail"u8, main.Sentence(chinese));
        json.WriteString("code"u8, main.Code.Code);
        json.WriteStartArray("reasons"u8);
        foreach (var reason in refusal.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, reason.Code.Code);
            json.WriteString("detail"u8, reason.Sentence(chinese));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (refusal.Spent is { } spent) WriteSpent(json, spent);
        json.WriteString("traceId"u8, traceId);
        json.WriteEndObject();
        json.Flush();
        return buffer;
    }

    private static void WriteSpent(Utf8JsonWriter json, IReadOnlyList<SpentEntry> spent)
    {
        json.WriteStartArray("spent"u8);
        foreach (var entry in spent)
        {
            json.WriteStartObject();
            json.WriteNumber("ledger"u8, entry.Ledger);
            json.WriteString("time"u8, entry.Time);
            json.WriteString("contract"u8, entry.Contract);
            json.WriteNumber("nanoRho"u8, entry.Cost.NanoRho);
            json.WriteNumber("femtoDelta"u8, entry.Cost.FemtoDelta);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static bool PrefersChinese(HttpRequest request)
    {
        StringWithQualityHeaderValue? best = null;
        foreach (var language in request.GetTypedHeaders().AcceptLanguage)
            if (best is null || (language.Quality ?? 1) > (best.Quality ?? 1)) best = language;
        return best?.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true;
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Health;

/// <summary>
/// Renders a report: <c>{"status":"not-ready","checks":{"workers":{"status":"missing","detail":"…"}}}</c>. What an exception says stays
/// here: a check's own sentence is told, an exception's never.
/// </summary>
internal static class HealthWriter
{
    public static Task WriteAsync(HttpContext http, HealthReport report)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("status"u8, report.Status == HealthStatus.Unhealthy ? "not-ready" : "ready");
            json.WriteStartObject("checks"u8);
            foreach (var (name, entry) in report.Entries) Write(json, name, entry);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.WrittenCount;
        return HttpMethods.IsHead(http.Request.Method)
            ? Task.CompletedTask
            : http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted).AsTask();
    }

    private static void Write(Utf8JsonWriter json, string name, HealthReportEntry entry)
    {
        json.WriteStartObject(name);
        json.WriteString("status"u8, entry.Status switch
        {
            HealthStatus.Healthy => "ok",
            HealthStatus.Degraded => "partly",
            _ => "missing",
        });
        if (entry.Exception is not null) json.WriteString("detail"u8, "The check failed or took too long.");
        else if (entry.Description is { } sentence) json.WriteString("detail"u8, sentence);
        json.WriteEndObject();
    }
}

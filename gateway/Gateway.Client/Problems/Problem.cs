using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Client.Transport;

namespace Gateway.Client.Problems;

/// <summary>Reply → exception. OAuth errors of the token endpoint (RFC 6749, section 5.2) read like problems.</summary>
internal static class Problem
{
    public static GatewayProblemException Read(Reply reply)
    {
        var document = Parse(reply.Body);
        var code = document?.Code ?? document?.Error ?? $"http-{reply.Status}";
        var detail = document?.Detail ?? document?.ErrorDescription;
        IReadOnlyList<ProblemReason> reasons = document?.Reasons is { Count: > 0 } all ? all : detail is null ? [] : [new ProblemReason(code, detail)];
        var title = document?.Title ?? detail ?? $"The gateway answered {reply.Status}.";
        return new GatewayProblemException(reply.Status, code, title, reasons, document?.TraceId, reply.Headers.RetryAfter?.Delta)
        {
            Spent = document?.Spent ?? [],
        };
    }

    private static ProblemDocument? Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, ProblemJson.Default.ProblemDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record ProblemDocument(
    string? Title,
    string? Detail,
    string? Code,
    IReadOnlyList<ProblemReason>? Reasons,
    string? TraceId,
    IReadOnlyList<SpentCharge>? Spent,
    string? Error,
    [property: JsonPropertyName("error_description")] string? ErrorDescription);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class ProblemJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using Policies.Decisions;

namespace Gateway.Contracts;

/// <summary>What may be said with a step; an empty body says nothing.</summary>
/// <param name="Note">Why: 1 to 500 characters in one line. It goes into the access log; never write data into it.</param>
internal sealed record StepRequest(string? Note)
{
    private const int Longest = 500;

    /// <summary>The note of a request, or what is wrong with it.</summary>
    public static async Task<(string? Note, Reason? Refused)> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength is 0 || (http.Request.ContentLength is null && http.Request.ContentType is null)) return (null, null);
        if (!http.Request.HasJsonContentType() || http.Request.Headers.ContentEncoding.Count > 0) return (null, ReasonTable.UnsupportedMediaType.With());
        try
        {
            var note = (await JsonSerializer.DeserializeAsync(http.Request.Body, StepJson.Default.StepRequest, http.RequestAborted))?.Note;
            return note is null || (note.Length is > 0 and <= Longest && !note.Any(char.IsControl))
                ? (note, null)
                : (null, ReasonTable.BadRequest.With($"a note has 1 to {Longest} characters in one line"));
        }
        catch (JsonException)
        {
            return (null, ReasonTable.BadRequest.With("send {\"note\":\"why\"}, or nothing"));
        }
    }
}

/// <summary>Strict: unknown or duplicate members are errors.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false, MaxDepth = 4)]
[JsonSerializable(typeof(StepRequest))]
internal sealed partial class StepJson : JsonSerializerContext;

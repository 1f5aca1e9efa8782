using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Audit.Search;
using Policies.Decisions;

namespace Gateway.Oversight;

/// <summary>Asks who looked at a person, who is named by keyed hashes only: neither the id nor a key comes here.</summary>
/// <param name="Reason">Why it is asked, in one line of 1 to 200 characters. It goes into the access log; never write data into it.</param>
/// <param name="Hashes">The person under the key of each period: 1 to 500, the newest period last.</param>
/// <param name="After">Only entries after this index; all unless stated.</param>
/// <param name="Limit">The most entries of a page: 1 to 1000, all of them unless stated.</param>
internal sealed record PersonRequest(string Reason, IReadOnlyList<PersonHash> Hashes, long? After = null, int? Limit = null)
{
    private const int MostHashes = 500;
    private const int LongestReason = 200;

    /// <summary>The request, or what is wrong with it.</summary>
    public static async Task<(PersonRequest? Request, IReadOnlyList<SubjectHash> Person, Reason? Refused)> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType() || http.Request.Headers.ContentEncoding.Count > 0) return (null, [], ReasonTable.UnsupportedMediaType.With("application/json"));
        try
        {
            var request = await JsonSerializer.DeserializeAsync(http.Request.Body, PersonJson.Default.PersonRequest, http.RequestAborted);
            var person = request?.Hashes.Select(h => h?.Parse()).OfType<SubjectHash>().ToList() ?? [];
            return (request, person, request is null ? Bad("send an object with reason and hashes")
                : request.Reason.Length is 0 or > LongestReason || request.Reason.Any(char.IsControl) ? Bad($"reason has 1 to {LongestReason} characters in one line")
                : request.Hashes.Count is 0 or > MostHashes ? Bad($"hashes are 1 to {MostHashes}")
                : person.Count < request.Hashes.Count ? Bad("a key is 16 hexadecimal digits, a hash base64 of 32 bytes")
                : person.DistinctBy(h => h.Key, StringComparer.Ordinal).Count() < person.Count ? Bad("each key stands there once")
                : request.Limit is < 1 or > EntrySearch.MaxLimit ? Bad($"limit is a whole number from 1 to {EntrySearch.MaxLimit}")
                : null);
        }
        catch (JsonException)
        {
            return (null, [], Bad("send an object with reason and hashes"));
        }
    }

    private static Reason Bad(string what) => ReasonTable.BadRequest.With(what);
}

/// <summary>A person under one key.</summary>
/// <param name="Key">The key's id.</param>
/// <param name="Hash">Base64 of HMAC-SHA-256(key, canonical id).</param>
internal sealed record PersonHash(string Key, string Hash)
{
    private const int KeyLength = 16;
    private const int HashSize = 32;

    /// <summary>Null when it is none.</summary>
    public SubjectHash? Parse()
    {
        var bytes = new byte[HashSize];
        return Key.Length == KeyLength && Key.All(char.IsAsciiHexDigitLower) && Convert.TryFromBase64String(Hash, bytes, out var length) && length == HashSize
            ? new SubjectHash(Key, bytes)
            : null;
    }
}

/// <summary>Strict: unknown, duplicate, missing and null members are errors.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = 4)]
[JsonSerializable(typeof(PersonRequest))]
internal sealed partial class PersonJson : JsonSerializerContext;

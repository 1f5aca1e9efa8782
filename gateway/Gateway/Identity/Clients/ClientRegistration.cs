using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Identity.Clients;

/// <summary>What a registration says, on the wire and in the clients file.</summary>
/// <param name="ClientId">1 to 64 letters a-z, digits and hyphens.</param>
/// <param name="Role">One role.</param>
/// <param name="Jwk">Its public key, EC P-256.</param>
/// <param name="DisplayName">For people; up to 200 characters.</param>
/// <param name="Provider">For the role provider, and no other: the name by which documents of datasets call it.</param>
internal sealed record ClientDocument(
    [property: JsonRequired] string ClientId, [property: JsonRequired] string Role, [property: JsonRequired] JsonElement Jwk, string? DisplayName = null,
    string? Provider = null);

/// <summary>A registration that is well formed.</summary>
internal sealed record ClientRegistration(string ClientId, Role Role, string DisplayName, ClientKey Key, string? Provider = null)
{
    /// <summary>Parses a document; <paramref name="errors"/> collects all that is wrong with it.</summary>
    public static ClientRegistration? Parse(ClientDocument document, ICollection<string> errors)
    {
        var before = errors.Count;
        if (!Clients.ClientId.IsValid(document.ClientId))
            errors.Add("clientId must have 1 to 64 letters a-z, digits and single hyphens, and begin with a letter");
        if (!RoleNames.TryParse(document.Role, out var role))
            errors.Add($"role must be one of {string.Join(", ", RoleNames.All)}");
        if (document.DisplayName is { } name && !IsName(name))
            errors.Add("displayName may have 1 to 200 characters, no control characters");
        if ((document.Role == RoleNames.Provider) != (document.Provider is not null) || (document.Provider is { } provider && !IsName(provider)))
            errors.Add("provider is the name by which datasets call a client of the role provider: 1 to 200 characters, no control characters; no other role has one");
        if (!ClientKey.TryParse(document.Jwk, out var key, out var error))
            errors.Add($"jwk {error}");
        return errors.Count == before ? new ClientRegistration(document.ClientId, role, document.DisplayName ?? document.ClientId, key!, document.Provider) : null;
    }

    private static bool IsName(string text) => text.Length is > 0 and <= 200 && !text.Any(char.IsControl);
}

/// <summary>Strict: unknown or duplicate members are errors.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8)]
[JsonSerializable(typeof(ClientDocument))]
[JsonSerializable(typeof(IReadOnlyList<ClientDocument>))]
internal sealed partial class ClientJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using Gateway.Identity;
using Gateway.Identity.Clients;

namespace Gateway.Admin;

/// <summary>A client, as the platform-admin sees it.</summary>
/// <param name="ClientId">Its id.</param>
/// <param name="Role">Its one role.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="KeyThumbprint">RFC 7638 thumbprint of its public key, base64url.</param>
/// <param name="Provider">Of a provider: the name by which datasets call it.</param>
internal sealed record ClientView(
    string ClientId, string Role, string DisplayName, string KeyThumbprint,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Provider)
{
    /// <summary>The view of a client.</summary>
    public static ClientView Of(Client client) => new(client.Id, client.Caller.Role.Name(), client.DisplayName, client.KeyThumbprint, client.Caller.Provider);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ClientView))]
[JsonSerializable(typeof(IReadOnlyList<ClientView>))]
internal sealed partial class AdminJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace Gateway.Client.Tokens;

/// <summary>An access token.</summary>
/// <param name="Value">What goes into <c>Authorization: Bearer</c>.</param>
/// <param name="RenewAt">From then on, get a new one.</param>
internal sealed record AccessToken(string Value, DateTimeOffset RenewAt);

/// <summary>What is needed of the discovery document.</summary>
internal sealed record Discovery(
    [property: JsonPropertyName("issuer"), JsonRequired] string Issuer,
    [property: JsonPropertyName("token_endpoint"), JsonRequired] Uri TokenEndpoint);

/// <summary>What is needed of a token response (RFC 6749, section 5.1).</summary>
internal sealed record TokenResponse(
    [property: JsonPropertyName("access_token"), JsonRequired] string AccessToken,
    [property: JsonPropertyName("expires_in")] long ExpiresIn = 300);

[JsonSerializable(typeof(Discovery))]
[JsonSerializable(typeof(TokenResponse))]
internal sealed partial class TokenJson : JsonSerializerContext;

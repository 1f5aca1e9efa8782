using System.Text.Json.Serialization;

namespace Gateway.Client.Keys;

internal sealed record ClientKeyDocument(string? Gateway, string? ClientId, string? Role, string? Ca, string? Authority, ClientKeyJwk? Key);

internal sealed record ClientKeyJwk(string? Kty, string? Crv, string? X, string? Y, string? D, string? Kid);

/// <summary>A public EC P-256 key as a JSON Web Key.</summary>
/// <param name="Kty"><c>EC</c>.</param>
/// <param name="Crv"><c>P-256</c>.</param>
/// <param name="X">The point's x, base64url.</param>
/// <param name="Y">The point's y, base64url.</param>
/// <param name="Kid">The key's id: its RFC 7638 thumbprint.</param>
public sealed record PublicKey(string Kty, string Crv, string X, string Y, string Kid);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ClientKeyDocument))]
internal sealed partial class ClientKeyJson : JsonSerializerContext;

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Testing.Identity;

/// <summary>A client with a key of its own: its registration, its key file and its assertions.</summary>
public sealed class TestClient : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public TestClient(string id, string role, string? provider = null)
    {
        Id = id;
        Role = role;
        Provider = provider;
        KeyId = Base64UrlEncoder.Encode(SecurityKey.ComputeJwkThumbprint());
    }

    public string Id { get; }

    public string Role { get; }

    /// <summary>Of a provider: the name by which datasets call it.</summary>
    public string? Provider { get; }

    public string KeyId { get; }

    public ECDsaSecurityKey SecurityKey => new(_key);

    /// <summary>The public JWK.</summary>
    public JsonObject PublicJwk()
    {
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(point.X),
            ["y"] = Base64UrlEncoder.Encode(point.Y),
            ["kid"] = KeyId,
        };
    }

    /// <summary>What <c>POST /v1/admin/clients</c> and the clients file take.</summary>
    public JsonObject Registration()
    {
        var registration = new JsonObject { ["clientId"] = Id, ["role"] = Role, ["displayName"] = $"Test {Id}", ["jwk"] = PublicJwk() };
        if (Provider is not null) registration["provider"] = Provider;
        return registration;
    }

    /// <summary>The key file of a client program.</summary>
    public JsonObject KeyFile(Uri gateway, string ca)
    {
        var jwk = PublicJwk();
        jwk["d"] = Base64UrlEncoder.Encode(_key.ExportParameters(includePrivateParameters: true).D);
        return new JsonObject { ["gateway"] = gateway.AbsoluteUri, ["clientId"] = Id, ["role"] = Role, ["ca"] = ca, ["key"] = jwk };
    }

    /// <summary>An assertion as a well-behaved client makes it, unless changed.</summary>
    public string Assertion(string audience, DateTimeOffset now, Action<AssertionParts>? change = null)
    {
        var parts = new AssertionParts
        {
            Header = { ["alg"] = "ES256", ["typ"] = "client-authentication+jwt", ["kid"] = KeyId },
            Payload =
            {
                ["iss"] = Id,
                ["sub"] = Id,
                ["aud"] = audience,
                ["jti"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
                ["iat"] = now.ToUnixTimeSeconds(),
                ["exp"] = now.AddMinutes(1).ToUnixTimeSeconds(),
            },
            Sign = data => _key.SignData(data, HashAlgorithmName.SHA256),
        };
        change?.Invoke(parts);
        return parts.Encode();
    }

    public void Dispose() => _key.Dispose();
}

/// <summary>A JSON Web Token in parts, for those who want to bend it.</summary>
public sealed class AssertionParts
{
    public JsonObject Header { get; } = [];

    public JsonObject Payload { get; } = [];

    public required Func<byte[], byte[]> Sign { get; set; }

    public string Encode()
    {
        var text = $"{Base64UrlEncoder.Encode(Header.ToJsonString())}.{Base64UrlEncoder.Encode(Payload.ToJsonString())}";
        return $"{text}.{Base64UrlEncoder.Encode(Sign(System.Text.Encoding.ASCII.GetBytes(text)))}";
    }
}

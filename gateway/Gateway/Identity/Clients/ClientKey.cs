using System.Text.Json;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Identity.Clients;

/// <summary>A client's public key: EC P-256, for ES256. A private member is refused, so that nobody sends a secret by mistake and it is stored.</summary>
internal sealed record ClientKey
{
    private static readonly string[] Known = ["kty", "crv", "x", "y", "kid", "use", "alg"];

    private ClientKey(JsonWebKey key, string thumbprint) => (Key, Thumbprint) = (key, thumbprint);

    /// <summary>The key, with its <c>kid</c>.</summary>
    public JsonWebKey Key { get; }

    /// <summary>RFC 7638, base64url.</summary>
    public string Thumbprint { get; }

    /// <summary>Reads a JWK. <paramref name="error"/> says what is wrong, without the key's material.</summary>
    public static bool TryParse(JsonElement jwk, [NotNullWhen(true)] out ClientKey? key, [NotNullWhen(false)] out string? error)
    {
        key = null;
        error = Check(jwk);
        if (error is not null)
            return false;

        var parsed = new JsonWebKey
        {
            Kty = "EC", Crv = "P-256", Use = "sig", Alg = "ES256", X = Text(jwk, "x"), Y = Text(jwk, "y"), Kid = Text(jwk, "kid"),
        };
        if (!IsOnCurve(parsed))
        {
            error = "x and y are no point of P-256";
            return false;
        }

        var thumbprint = Base64UrlEncoder.Encode(parsed.ComputeJwkThumbprint());
        if (string.IsNullOrEmpty(parsed.Kid))
            parsed.Kid = thumbprint;
        key = new ClientKey(parsed, thumbprint);
        return true;
    }

    private static string? Check(JsonElement jwk)
    {
        if (jwk.ValueKind != JsonValueKind.Object)
            return "must be a JSON Web Key (an object)";

        foreach (var member in jwk.EnumerateObject())
        {
            if (member.NameEquals("d"))
                return "is a private key: send the public part only, and make a new key, this one has been seen";
            if (!Known.Contains(member.Name, StringComparer.Ordinal) || member.Value.ValueKind != JsonValueKind.String)
                return "may have the members kty, crv, x, y, kid, use and alg, all strings";
        }

        return Text(jwk, "kty") != "EC" || Text(jwk, "crv") != "P-256" ? "must be an EC key on P-256"
            : Text(jwk, "alg") is not (null or "ES256") || Text(jwk, "use") is not (null or "sig") ? "must be for ES256 signatures"
            : Text(jwk, "x") is null || Text(jwk, "y") is null ? "must have x and y"
            : Text(jwk, "kid") is { Length: > 128 } ? "kid may have 128 characters"
            : null;
    }

    private static bool IsOnCurve(JsonWebKey key)
    {
        try
        {
            var point = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) };
            if (point.X.Length != 32 || point.Y.Length != 32)
                return false;

            using var imported = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return true;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

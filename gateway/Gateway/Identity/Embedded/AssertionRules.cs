using Gateway.Identity.Clients;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Identity.Embedded;

/// <summary>
/// What a client assertion (RFC 7523) must say before its signature is looked at. Stricter than the RFC where it is loose: one audience, a
/// <c>jti</c>, a short life, and a header that only names algorithm, type and key.
/// </summary>
internal static class AssertionRules
{
    /// <summary>The longest life ahead, and the oldest <c>iat</c>.</summary>
    public static readonly TimeSpan MaxLife = TimeSpan.FromMinutes(5);

    /// <summary>How far ahead a client's clock may be.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private const int MaxJti = 128;
    private static readonly string[] Types = ["JWT", "client-authentication+jwt"];

    /// <summary>What is wrong with an assertion; null when nothing is.</summary>
    /// <param name="token">As read, not yet validated.</param>
    /// <param name="clientId">The request's <c>client_id</c>, where it has one.</param>
    /// <param name="audiences">The issuer and the token endpoint.</param>
    /// <param name="now">The time.</param>
    public static string? Check(JsonWebToken token, string? clientId, IReadOnlyCollection<string> audiences, DateTimeOffset now) =>
        CheckHeader(token) ?? CheckNames(token, clientId, audiences) ?? CheckTimes(token, now);

    private static string? CheckHeader(JsonWebToken token)
    {
        if (token.Alg != "ES256")
            return "The assertion must be signed with ES256.";
        if (!string.IsNullOrEmpty(token.Typ) && !Types.Contains(token.Typ, StringComparer.OrdinalIgnoreCase))
            return "The assertion's typ must be JWT or client-authentication+jwt.";

        // Members that bring or fetch keys (jwk, jku, x5c, x5u) or change the meaning (crit, b64, zip) have no place here.
        return HeaderNames(token).All(n => n is "alg" or "typ" or "kid") ? null : "The assertion's header may have alg, typ and kid only.";
    }

    private static string? CheckNames(JsonWebToken token, string? clientId, IReadOnlyCollection<string> audiences)
    {
        if (!ClientId.IsValid(token.Issuer) || token.Issuer != token.Subject)
            return "The assertion's iss and sub must both be the client id.";
        if (!string.IsNullOrEmpty(clientId) && clientId != token.Issuer)
            return "The assertion is of another client.";
        if (token.Audiences.ToList() is not [var audience] || !audiences.Contains(audience.TrimEnd('/'), StringComparer.Ordinal))
            return "The assertion's aud must be the issuer's address, and no other.";

        return token.Id is not { Length: > 0 and <= MaxJti } ? "The assertion must have a jti of 1 to 128 characters." : null;
    }

    private static string? CheckTimes(JsonWebToken token, DateTimeOffset now)
    {
        var time = now.UtcDateTime;
        if (token.ValidTo == default || token.ValidTo <= time)
            return "The assertion has expired.";
        if (token.ValidTo > time + MaxLife)
            return "The assertion's exp must be at most 5 minutes ahead.";
        if (token.IssuedAt == default || token.IssuedAt > time + Skew || token.IssuedAt < time - MaxLife)
            return "The assertion must have an iat of the last 5 minutes.";

        return token.ValidFrom > time + Skew ? "The assertion is not valid yet." : null;
    }

    private static IEnumerable<string> HeaderNames(JsonWebToken token)
    {
        using var header = System.Text.Json.JsonDocument.Parse(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.DecodeBytes(token.EncodedHeader));
        return [.. header.RootElement.EnumerateObject().Select(m => m.Name)];
    }
}

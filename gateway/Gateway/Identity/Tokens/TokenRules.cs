using Microsoft.IdentityModel.Tokens;

namespace Gateway.Identity.Tokens;

/// <summary>What every access token must satisfy, whoever issues it.</summary>
internal static class TokenRules
{
    private static readonly string[] AccessTokenTypes = ["at+jwt", "application/at+jwt"];

    /// <summary>
    /// Asymmetric algorithms only, named one by one: neither <c>none</c> nor a MAC keyed with a public key can pass. The key is the one that <c>kid</c>
    /// names among the issuer's own; <c>jku</c>, <c>jwk</c> and <c>x5u</c> in a token are never followed.
    /// </summary>
    public static TokenValidationParameters Create(IdentityOptions options, TimeProvider time, TimeSpan skew, params string[] algorithms) => new()
    {
        ValidTypes = options.TokenTypes.Count == 0 ? AccessTokenTypes : options.TokenTypes,
        ValidAlgorithms = algorithms,
        ValidAudience = options.Audience,
        RequireAudience = true,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ValidateIssuerSigningKey = true,
        TryAllIssuerSigningKeys = false,
        ClockSkew = skew,
        LifetimeValidator = (notBefore, expires, _, _) => Lives(notBefore, expires, time.GetUtcNow().UtcDateTime, skew),
    };

    private static bool Lives(DateTime? notBefore, DateTime? expires, DateTime now, TimeSpan skew) =>
        expires is { } end && now < end + skew && (notBefore is not { } start || start <= now + skew);
}

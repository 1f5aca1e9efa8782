using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Identity.Tokens;

/// <summary>Validates each token once. Only what holds is remembered: a flood of bad tokens costs their own validation and no memory.</summary>
internal sealed class TokenValidator(IIssuer issuer, IOptions<IdentityOptions> options, TimeProvider time) : ITokenValidator
{
    private const string Scheme = "Bearer ";
    private readonly TokenCache _cache = new(options.Value.CachedTokens);
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = TokenKey.MaxTokenLength };

    public ValueTask<Caller?> ValidateAsync(string? authorization, CancellationToken cancellation)
    {
        if (authorization is null || !authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return default;

        var token = authorization.AsSpan(Scheme.Length).Trim(' ');
        if (!TokenKey.TryCompute(token, out var key))
            return default;

        return _cache.TryGet(key, time.GetUtcNow(), out var caller) && issuer.StillAdmits(caller)
            ? new ValueTask<Caller?>(caller)
            : ValidateAsync(key, token.ToString(), cancellation);
    }

    private async ValueTask<Caller?> ValidateAsync(TokenKey key, string token, CancellationToken cancellation)
    {
        var parameters = await issuer.GetParametersAsync(cancellation);
        var result = await _handler.ValidateTokenAsync(token, parameters);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            issuer.KeyNotFound();

        if (!result.IsValid || result.SecurityToken is not JsonWebToken valid || issuer.Admit(valid) is not { } caller)
            return null;

        _cache.Add(key, caller, new DateTimeOffset(valid.ValidTo, TimeSpan.Zero) + parameters.ClockSkew);
        return caller;
    }
}

using Gateway.Identity.Clients;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Gateway.Identity.Embedded;

/// <summary>Before OpenIddict validates the signature: <see cref="AssertionRules"/>.</summary>
internal sealed class CheckAssertion(EmbeddedIssuer issuer, TimeProvider time) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessAuthenticationContext>()
            .AddFilter<OpenIddictServerHandlerFilters.RequireClientAssertionValidated>()
            .UseSingletonHandler<CheckAssertion>()
            .SetOrder(OpenIddictServerHandlers.ValidateClientAssertion.Descriptor.Order - 500)
            .Build();

    public ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        var error = Read(context.ClientAssertion) is { } token
            ? AssertionRules.Check(token, context.ClientId, issuer.AssertionAudiences, time.GetUtcNow())
            : "The client_assertion is no JSON Web Token.";
        if (error is not null)
            context.Reject(OpenIddictConstants.Errors.InvalidClient, error);
        return default;
    }

    /// <summary>Null when it cannot be read: an unsigned-length, nested or broken token throws nothing at the caller.</summary>
    private static JsonWebToken? Read(string? assertion)
    {
        try
        {
            return assertion is null ? null : new JsonWebToken(assertion);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>
/// How the signature is checked: with ES256, by the client's own key. <c>kid</c> only looks among that client's keys; absent, its one key is
/// meant. OpenIddict alone would ignore a <c>kid</c> that it does not know, want RFC 7523bis's <c>typ</c>, which most clients do not write, and
/// take the audience from the request's <c>Host</c>: <see cref="AssertionRules"/> has settled both before.
/// </summary>
internal sealed class SettleAssertion(ClientDirectory clients) : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
            .UseSingletonHandler<SettleAssertion>()
            .SetOrder(OpenIddictServerHandlers.Protection.ResolveTokenValidationParameters.Descriptor.Order + 500)
            .Build();

    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (!context.ValidTokenTypes.Contains(OpenIddictConstants.TokenTypeIdentifiers.Private.ClientAssertion))
            return default;

        var parameters = context.TokenValidationParameters!;
        context.DisableAudienceValidation = true;
        parameters.TypeValidator = static (_, _, _) => OpenIddictConstants.JsonWebTokenTypes.ClientAuthentication;
        parameters.ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256];
        parameters.IssuerSigningKeys = null;
        parameters.IssuerSigningKeyResolver = (_, token, kid, _) =>
            clients.TryGet(token.Issuer, out var client) && (string.IsNullOrEmpty(kid) || kid == client.Key.Kid) ? [client.Key] : [];
        return default;
    }
}

/// <summary>After the signature was found good: the assertion is used up, durably, before a token is issued for it.</summary>
internal sealed class UseAssertion(AssertionMemory memory) : IOpenIddictServerHandler<ProcessAuthenticationContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessAuthenticationContext>()
            .AddFilter<OpenIddictServerHandlerFilters.RequireClientAssertionPrincipal>()
            .UseSingletonHandler<UseAssertion>()
            .SetOrder(OpenIddictServerHandlers.ValidateClientAssertionIssuer.Descriptor.Order + 500)
            .Build();

    public async ValueTask HandleAsync(ProcessAuthenticationContext context)
    {
        var assertion = new JsonWebToken(context.ClientAssertion);
        var expiry = new DateTimeOffset(assertion.ValidTo, TimeSpan.Zero).ToUnixTimeSeconds();
        if (!await memory.TryUseAsync(assertion.Issuer, assertion.Id, expiry, context.CancellationToken))
            context.Reject(OpenIddictConstants.Errors.InvalidClient, "The assertion was used before. Make a new one, with a new jti.");
    }
}

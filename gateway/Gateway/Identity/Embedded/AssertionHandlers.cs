using Microsoft.IdentityModel.JsonWebTokens;
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

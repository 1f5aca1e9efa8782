using System.Security.Claims;
using Gateway.Identity.Clients;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Gateway.Identity.Embedded;

/// <summary>An authenticated client → what its access token says: who it is, its one role, of a provider its name, and which registration of it.</summary>
internal sealed class IssueToken(ClientDirectory clients, Microsoft.Extensions.Options.IOptions<IdentityOptions> options)
    : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    /// <summary>The claim that names the registration.</summary>
    public const string RegistrationClaim = "registration";

    /// <summary>The claim that says by which name datasets call a provider, for gateways that go by this one.</summary>
    private const string ProviderClaim = "provider";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleTokenRequestContext>().UseSingletonHandler<IssueToken>().Build();

    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (context.ClientId is not { } id || !clients.TryGet(id, out var client))
        {
            context.Reject(Errors.InvalidClient, "The client is not registered.");
            return default;
        }

        var identity = new ClaimsIdentity("client_credentials", Claims.Subject, Claims.Role);
        identity.SetClaim(Claims.Subject, client.Id);
        identity.SetClaim(Claims.Role, client.Caller.Role.Name());
        identity.SetClaim(RegistrationClaim, client.Registration);
        if (client.Caller.Provider is { } provider) identity.SetClaim(ProviderClaim, provider);
        identity.SetResources(options.Value.Audience);
        identity.SetDestinations(static _ => [Destinations.AccessToken]);
        context.SignIn(new ClaimsPrincipal(identity));
        return default;
    }
}

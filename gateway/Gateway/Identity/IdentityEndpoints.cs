using Gateway.Identity.Embedded;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace Gateway.Identity;

internal static class IdentityEndpoints
{
    /// <summary>
    /// The embedded server's endpoints; nothing where an external provider is used. They are ordinary endpoints that run OpenIddict's request
    /// handler: its middleware would look at every request on the path of a query.
    /// </summary>
    public static void MapIdentity(this WebApplication app)
    {
        // WebApplication adds the authentication middleware by itself unless this says that it is there.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        if (app.Services.GetService<EmbeddedIssuer>() is null)
            return;

        app.MapPost(EmbeddedServer.TokenPath, HandleAsync).WithName("token").WithTags("Identity")
            .WithSummary("Access token for a client assertion (private_key_jwt, ES256)");
        app.MapGet(EmbeddedServer.DiscoveryPath, HandleAsync).WithName("discovery").WithTags("Identity").WithSummary("OpenID discovery document");
        app.MapGet(EmbeddedServer.KeysPath, HandleAsync).WithName("jwks").WithTags("Identity").WithSummary("Keys that sign access tokens");
    }

    private static async Task HandleAsync(HttpContext http)
    {
        var handlers = http.RequestServices.GetRequiredService<IAuthenticationHandlerProvider>();
        var handler = await handlers.GetHandlerAsync(http, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        try
        {
            if (handler is not IAuthenticationRequestHandler server || !await server.HandleRequestAsync())
                throw new InvalidOperationException("OpenIddict does not handle its own endpoint.");
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException("The form is not well formed.", e);
        }
    }
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Identity.Authorization;

/// <summary>One authorisation policy a role, of the same name: <c>endpoints.RequireAuthorization(RoleNames.PlatformAdmin)</c>.</summary>
internal static class RolePolicies
{
    public static void AddRolePolicies(this IServiceCollection services)
    {
        services.AddAuthentication(BearerHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        var authorization = services.AddAuthorizationBuilder();
        foreach (var role in RoleNames.All)
        {
            authorization.AddPolicy(role, new AuthorizationPolicyBuilder(BearerHandler.SchemeName).RequireAuthenticatedUser()
                .RequireClaim("role", role).Build());
        }
    }
}

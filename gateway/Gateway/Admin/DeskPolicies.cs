using Gateway.Identity;
using Gateway.Identity.Authorization;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.Admin;

/// <summary>Who may do what at the contract desk, where it is more than one role. A policy is called what a refused caller is to read.</summary>
internal static class DeskPolicies
{
    /// <summary>Those who write and those who approve.</summary>
    public const string Desk = $"{RoleNames.ContractAuthor}, {RoleNames.ContractApprover}";

    /// <summary>Those, and who watches them.</summary>
    public const string Readers = $"{Desk}, {RoleNames.Regulator}";

    public static void AddDeskPolicies(this IServiceCollection services)
    {
        var authorization = services.AddAuthorizationBuilder();
        foreach (var policy in (string[])[Desk, Readers])
        {
            authorization.AddPolicy(policy, new AuthorizationPolicyBuilder(BearerHandler.SchemeName).RequireAuthenticatedUser()
                .RequireClaim("role", policy.Split(", ")).Build());
        }
    }
}

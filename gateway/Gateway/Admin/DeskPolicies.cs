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

    /// <summary>The parties that must agree before more may ever be spent of a dataset.</summary>
    public const string BudgetParties = $"{RoleNames.ContractApprover}, {RoleNames.Provider}";

    /// <summary>Who may see what may be spent of datasets.</summary>
    public const string BudgetReaders = $"{Readers}, {RoleNames.Provider}";

    public static void AddDeskPolicies(this IServiceCollection services)
    {
        var authorization = services.AddAuthorizationBuilder();
        foreach (var policy in (string[])[Desk, Readers, BudgetParties, BudgetReaders])
        {
            authorization.AddPolicy(policy, new AuthorizationPolicyBuilder(BearerHandler.SchemeName).RequireAuthenticatedUser()
                .RequireClaim("role", policy.Split(", ")).Build());
        }
    }
}

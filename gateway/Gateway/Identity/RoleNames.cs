namespace Gateway.Identity;

/// <summary>Roles by their names in tokens, files and authorisation policies: kebab-case.</summary>
internal static class RoleNames
{
    public const string Consumer = "consumer";
    public const string ContractAuthor = "contract-author";
    public const string ContractApprover = "contract-approver";
    public const string PlatformAdmin = "platform-admin";
    public const string Regulator = "regulator";
    public const string Provider = "provider";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Consumer, ContractAuthor, ContractApprover, PlatformAdmin, Regulator, Provider];

    /// <summary>A role's name.</summary>
    public static string Name(this Role role) => role switch
    {
        Role.Consumer => Consumer,
        Role.ContractAuthor => ContractAuthor,
        Role.ContractApprover => ContractApprover,
        Role.PlatformAdmin => PlatformAdmin,
        Role.Regulator => Regulator,
        Role.Provider => Provider,
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The role of a name; false for anything else, also for a list of names.</summary>
    public static bool TryParse(string? name, out Role role)
    {
        (var known, role) = name switch
        {
            Consumer => (true, Role.Consumer),
            ContractAuthor => (true, Role.ContractAuthor),
            ContractApprover => (true, Role.ContractApprover),
            PlatformAdmin => (true, Role.PlatformAdmin),
            Regulator => (true, Role.Regulator),
            Provider => (true, Role.Provider),
            _ => (false, default),
        };
        return known;
    }
}

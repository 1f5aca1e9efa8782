namespace Gateway.Identity;

/// <summary>Who is calling, as proved by the access token.</summary>
/// <param name="Id">The client id.</param>
/// <param name="Role">Its one role.</param>
/// <param name="Provider">Of a provider: the name by which datasets call it; null for every other role.</param>
internal sealed record Caller(string Id, Role Role, string? Provider = null);

/// <summary>The roles; authorisation policies have the same names, kebab-case.</summary>
internal enum Role
{
    /// <summary>A bank or telecom.</summary>
    Consumer,

    /// <summary>Writes contracts.</summary>
    ContractAuthor,

    /// <summary>Approves contracts; never its own.</summary>
    ContractApprover,

    /// <summary>Registers clients and models.</summary>
    PlatformAdmin,

    /// <summary>Reads the log.</summary>
    Regulator,

    /// <summary>Owns datasets; agrees to what may be spent of them.</summary>
    Provider,
}

namespace Gateway.Identity;

/// <summary>Who is calling, as proved by the access token.</summary>
/// <param name="Id">The client id.</param>
/// <param name="Role">Its one role.</param>
internal sealed record Caller(string Id, Role Role);

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
}

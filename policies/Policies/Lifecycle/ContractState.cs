namespace Policies.Lifecycle;

/// <summary>Where a contract version stands. The last three are its end: nothing leads out of them.</summary>
public enum ContractState
{
    /// <summary>A file of its author's. Nobody else knows of it, and it may change.</summary>
    Draft,

    /// <summary>Handed in: from here on not a letter of it changes.</summary>
    Submitted,

    /// <summary>Two people of the operating company, neither its author, agree.</summary>
    Approved,

    /// <summary>The consumer agrees, too.</summary>
    Accepted,

    /// <summary>In force, on the days that it is valid.</summary>
    Active,

    /// <summary>Out of force until it is activated again.</summary>
    Suspended,

    /// <summary>Its last day is over.</summary>
    Expired,

    /// <summary>Withdrawn.</summary>
    Revoked,

    /// <summary>A later version of the contract came into force.</summary>
    Replaced,
}

/// <summary>How people and the API call the states.</summary>
public static class ContractStateNames
{
    /// <summary>The state as a word of the API and the log.</summary>
    public static string Word(this ContractState state) => state switch
    {
        ContractState.Draft => "draft",
        ContractState.Submitted => "submitted",
        ContractState.Approved => "approved",
        ContractState.Accepted => "accepted",
        ContractState.Active => "active",
        ContractState.Suspended => "suspended",
        ContractState.Expired => "expired",
        ContractState.Revoked => "revoked",
        ContractState.Replaced => "replaced",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>Whether the version is over for good.</summary>
    public static bool IsEnd(this ContractState state) => state is ContractState.Expired or ContractState.Revoked or ContractState.Replaced;
}

using System.Diagnostics.CodeAnalysis;
using Gateway.Client.Receipts;

namespace Gateway.Client.Aggregates;

/// <summary>The header <c>Privacy-Budget</c> of an answer.</summary>
/// <param name="Cost">What the answer cost; nothing when it was paid for before.</param>
/// <param name="Window">What the contract may still spend this month.</param>
/// <param name="Lifetime">What it may still spend ever.</param>
/// <param name="Ledger">The charge's place in the ledger; null when nothing was charged.</param>
public sealed record PrivacyBudget(PrivacyAmount Cost, PrivacyAmount Window, PrivacyAmount Lifetime, long? Ledger)
{
    /// <summary>The header's name.</summary>
    public const string Header = "Privacy-Budget";

    /// <summary>Reads the header.</summary>
    public static bool TryParse(string? header, [NotNullWhen(true)] out PrivacyBudget? budget)
    {
        budget = null;
        if (StructuredDictionary.Parse(header) is not { } members) return false;
        PrivacyAmount? Amount(string prefix) =>
            members.GetValueOrDefault($"{prefix}nano-rho") is long rho && members.GetValueOrDefault($"{prefix}femto-delta") is long delta ? new PrivacyAmount(rho, delta) : null;
        if (Amount("") is not { } cost || Amount("window-") is not { } window || Amount("lifetime-") is not { } lifetime) return false;
        budget = new PrivacyBudget(cost, window, lifetime, members.GetValueOrDefault("ledger") as long?);
        return true;
    }
}

/// <summary>An amount of privacy.</summary>
/// <param name="NanoRho">ρ of zero-concentrated differential privacy, in 10⁻⁹.</param>
/// <param name="FemtoDelta">δ, in 10⁻¹⁵.</param>
public sealed record PrivacyAmount(long NanoRho, long FemtoDelta);

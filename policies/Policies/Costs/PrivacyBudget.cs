namespace Policies.Costs;

/// <summary>How long a window of a budget is. The list is closed: spending is counted by calendar month, Asia/Shanghai.</summary>
public enum BudgetPeriod
{
    /// <summary>A calendar month.</summary>
    Month,
}

/// <summary>
/// What may be spent of privacy. A window turns over and may be spent again; what was lost is not given back by that, hence the lifetime total.
/// A dataset's budget is shared by all products and contracts over it; a contract's is its own share and ends where the dataset's ends.
/// </summary>
/// <param name="Window">The most in one window; ρ is at least 10⁻⁹.</param>
/// <param name="Per">The window.</param>
/// <param name="Lifetime">The most ever; not below <paramref name="Window"/>.</param>
public sealed record PrivacyBudget(PrivacyCost Window, BudgetPeriod Per, PrivacyCost Lifetime)
{
    /// <summary>As much of it as fits into a lifetime.</summary>
    public PrivacyBudget Within(PrivacyCost lifetime) =>
        new(PrivacyCost.Least(Window, lifetime), Per, PrivacyCost.Least(Lifetime, lifetime));

    internal const int RhoDigits = 9;
    internal const int DeltaDigits = 15;
    internal const long MaxNanoRho = 100_000_000_000;
    internal const long MaxFemtoDelta = 10_000_000_000_000;

    internal static IReadOnlyList<(string Word, BudgetPeriod Value)> Periods { get; } = [("month", BudgetPeriod.Month)];

    internal static string Word(BudgetPeriod period) => Periods.Single(p => p.Value == period).Word;

    internal static string Rho(PrivacyCost cost) => ExactDecimal.Format(cost.NanoRho, RhoDigits);

    internal static string Delta(PrivacyCost cost) => ExactDecimal.Format(cost.FemtoDelta, DeltaDigits);
}

using System.Globalization;
using Policies.Costs;
using Policies.Decisions;

namespace Gateway.Ledger;

/// <summary>What a contract may still spend.</summary>
/// <param name="Window">In the open window.</param>
/// <param name="Lifetime">Ever.</param>
internal readonly record struct Balance(PrivacyCost Window, PrivacyCost Lifetime)
{
    /// <summary>The response header of every answer that costs privacy, or would have.</summary>
    public const string Header = "Privacy-Budget";

    public static Balance Of(PrivacyBudget budget, Spending spent) => new(Left(budget.Window, spent.Window), Left(budget.Lifetime, spent.Lifetime));

    /// <summary>
    /// A structured dictionary (RFC 8941), in 10⁻⁹ ρ and 10⁻¹⁵ δ: what this answer cost, what is left in the window and ever, and the charge's place in the ledger,
    /// which is not there when nothing was charged.
    /// </summary>
    public string ToHeader(PrivacyCost cost, long? sequence) => string.Create(
        CultureInfo.InvariantCulture,
        $"nano-rho={cost.NanoRho}, femto-delta={cost.FemtoDelta}, window-nano-rho={Window.NanoRho}, window-femto-delta={Window.FemtoDelta}, lifetime-nano-rho={Lifetime.NanoRho}, lifetime-femto-delta={Lifetime.FemtoDelta}{(sequence is { } s ? string.Create(CultureInfo.InvariantCulture, $", ledger={s}") : "")}");

    // A budget may have been lowered below what was spent already.
    private static PrivacyCost Left(PrivacyCost limit, PrivacyCost spent) =>
        new(Math.Max(0, limit.NanoRho - spent.NanoRho), Math.Max(0, limit.FemtoDelta - spent.FemtoDelta));
}

/// <summary>How refusals speak of budgets.</summary>
internal static class Budgets
{
    public static Reason Reason(BudgetOwner owner, BudgetSpan span, string name) => ReasonTable.BudgetExhausted.With(
        name,
        (owner, span) switch
        {
            (BudgetOwner.Contract, BudgetSpan.Window) => "the contract's budget of this month",
            (BudgetOwner.Contract, _) => "the contract's budget for all time",
            (_, BudgetSpan.Window) => "the dataset's budget of this month, which all contracts share",
            _ => "the dataset's budget for all time, which all contracts share",
        },
        (owner, span) switch
        {
            (BudgetOwner.Contract, BudgetSpan.Window) => "合约本月预算",
            (BudgetOwner.Contract, _) => "合约累计预算",
            (_, BudgetSpan.Window) => "数据集本月预算（由全部合约共用）",
            _ => "数据集累计预算（由全部合约共用）",
        });
}

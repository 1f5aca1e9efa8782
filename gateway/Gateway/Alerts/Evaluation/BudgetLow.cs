using System.Globalization;
using Gateway.Contracts;
using Policies.Alerts;
using Policies.Costs;

namespace Gateway.Alerts.Evaluation;

/// <inheritdoc cref="BudgetLowRule"/>
/// <param name="rule">The rule.</param>
/// <param name="windowOf">What a contract version of this identity may spend a month; null: it has no budget.</param>
internal sealed class BudgetLow(BudgetLowRule rule, Func<string, PrivacyCost?> windowOf) : IRuleState
{
    private readonly Silence _silence = new();

    public Finding? See(SeenEntry seen, bool inForce)
    {
        if (!inForce || seen.Access is not { Contract: { } contract, ContractSha256: { } sha256, NanoRhoLeft: { } rho, FemtoDeltaLeft: { } delta } access) return null;
        if (windowOf(sha256) is not { } window || !(IsLow(rho, window.NanoRho) || IsLow(delta, window.FemtoDelta))) return null;
        var local = access.Time.ToOffset(ShanghaiTime.Offset);
        var month = new DateTimeOffset(local.Year, local.Month, 1, 0, 0, 0, ShanghaiTime.Offset);
        return _silence.TryBreak(contract, access.Time, month.AddMonths(1))
            ? Finding.Of(rule, seen.Index, contract, ("consumer", access.Consumer), ("nanoRhoLeft", Text(rho)), ("nanoRho", Text(window.NanoRho)),
                ("femtoDeltaLeft", Text(delta)), ("femtoDelta", Text(window.FemtoDelta)))
            : null;
    }

    private bool IsLow(long left, long window) => window > 0 && left * 100 <= window * rule.LeftPercent;

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}

using Policies.Decisions;

namespace Gateway.Ledger;

/// <summary>Charges the privacy budget, durably, before anything is computed. It is never given back.</summary>
internal sealed class LedgerStep(ILedger ledger, TimeProvider time) : IStep
{
    /// <summary>How many of the caller's own charges a refusal lists.</summary>
    public const int MostListed = 100;

    public static string Name => "ledger";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        var grant = exchange.Grant!;
        if (grant.Cost.IsNone) return null;
        var (contract, dataset) = (grant.Contract.Document, exchange.Dataset!);
        // Nothing stated means nothing allowed. Documents in force state both, so this is a bug's last wall.
        if (contract.Budget is not { } own || dataset.Budget is not { } shared) return new Refusal(Budgets.Reason(BudgetOwner.Contract, BudgetSpan.Lifetime, contract.Contract));

        var charge = new Charge(exchange.ChargeId, exchange.Caller!.Id, contract.Contract, dataset.Spec.Dataset, grant.Cost, own, shared);
        switch (await ledger.ChargeAsync(charge, exchange.Http.RequestAborted))
        {
            case ChargeOutcome.Charged charged:
                exchange.Charge = charged;
                exchange.Balance = Balance.Of(own, charged.Contract);
                return null;
            case ChargeOutcome.Exhausted exhausted:
                var spent = await ledger.EntriesAsync(
                    charge.Consumer, exhausted.Owner == BudgetOwner.Contract ? charge.Contract : null, charge.Dataset, MostListed, exchange.Http.RequestAborted);
                var name = exhausted.Owner == BudgetOwner.Contract ? charge.Contract : charge.Dataset;
                return new Refusal(Budgets.Reason(exhausted.Owner, exhausted.Period, name), exhausted.Period == BudgetSpan.Window ? exhausted.WindowEnds - time.GetUtcNow() : null)
                {
                    Spent = [.. spent.Select(e => new SpentEntry(e.Sequence, e.Time, e.Contract, e.Cost))],
                };
            default:
                throw new InvalidOperationException("The ledger has no other outcome.");
        }
    }
}

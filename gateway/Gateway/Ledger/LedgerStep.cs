using Policies.Decisions;

namespace Gateway.Ledger;

/// <summary>Charges the privacy budget, durably, before anything is computed. It is never given back.</summary>
internal sealed class LedgerStep(ILedger ledger) : IStep
{
    public static string Name => "ledger";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        var grant = exchange.Grant!;
        if (grant.Cost.IsNone) return null;
        var dataset = exchange.Dataset!.Spec.Dataset;
        var charged = await ledger.ChargeAsync(
            exchange.ChargeId, grant.Contract.Document.Contract, dataset, grant.Cost, exchange.Http.RequestAborted);
        return charged ? null : new Refusal(ReasonTable.BudgetExhausted.With(dataset));
    }
}

using Gateway.Ledger;
using Policies.Decisions;

namespace Gateway.Aggregates;

/// <summary>Reads what the contract may still spend, so that every answer shows it: also one that costs nothing now because it was paid for before.</summary>
internal sealed class BalanceStep(ILedger ledger) : IStep
{
    public static string Name => "balance";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        if (exchange.Grant!.Cost.IsNone || exchange.Contract!.Document.Budget is not { } budget) return null;
        exchange.Balance = Balance.Of(budget, await ledger.SpendingAsync(exchange.Contract.Document.Contract, exchange.Http.RequestAborted));
        return null;
    }
}

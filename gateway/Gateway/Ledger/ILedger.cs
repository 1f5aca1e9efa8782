using Policies.Costs;

namespace Gateway.Ledger;

/// <summary>Privacy spent. Never refunds: when unsure, the budget is spent and the answer is withheld.</summary>
internal interface ILedger
{
    /// <summary>Charges durably, once for each charge id however often it is called.</summary>
    /// <param name="chargeId">Names the charge.</param>
    /// <param name="contract">The contract's id.</param>
    /// <param name="dataset">The dataset, whose budget all its products and contracts share.</param>
    /// <param name="cost">What to charge.</param>
    /// <param name="cancellation">Gives up waiting; the charge may still be made.</param>
    /// <returns>False when the budget of contract or dataset has no room.</returns>
    /// <exception cref="Stores.StoreUnavailableException">The store does not answer: refuse.</exception>
    ValueTask<bool> ChargeAsync(UInt128 chargeId, string contract, string dataset, PrivacyCost cost, CancellationToken cancellation);
}

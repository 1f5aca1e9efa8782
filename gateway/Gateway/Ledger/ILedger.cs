using Policies.Costs;

namespace Gateway.Ledger;

/// <summary>
/// Privacy spent, of each contract and of each dataset across all of its contracts and products, in calendar months (Asia/Shanghai) and in all.
/// It only grows: nothing is ever given back, whatever became of a query.
/// </summary>
internal interface ILedger
{
    /// <summary>
    /// Charges contract and dataset together or neither, once for each charge id however often it is asked. When this returns a
    /// <see cref="ChargeOutcome.Charged"/>, the charge survives a power cut: only now may anything be computed.
    /// </summary>
    /// <param name="charge">What to charge.</param>
    /// <param name="cancellation">Gives up waiting; the charge may still be made.</param>
    /// <exception cref="Stores.StoreUnavailableException">The store does not answer, or is not the one that the log knows: refuse.</exception>
    ValueTask<ChargeOutcome> ChargeAsync(Charge charge, CancellationToken cancellation);

    /// <summary>What a contract has spent in the open window and in all.</summary>
    /// <exception cref="Stores.StoreUnavailableException">The store does not answer.</exception>
    ValueTask<Spending> SpendingAsync(string contract, CancellationToken cancellation);

    /// <summary>A consumer's own charges, the latest first; never another's.</summary>
    /// <param name="consumer">Whose.</param>
    /// <param name="contract">Of this contract only; null: of all of its contracts.</param>
    /// <param name="dataset">Of this dataset only; null: of all.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="Stores.StoreUnavailableException">The store does not answer.</exception>
    ValueTask<IReadOnlyList<LedgerEntry>> EntriesAsync(string consumer, string? contract, string? dataset, int most, CancellationToken cancellation);
}

/// <summary>A charge to be made.</summary>
/// <param name="Id">Names the charge.</param>
/// <param name="Consumer">Who asked.</param>
/// <param name="Contract">The contract's id; all of its versions share what it spends.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Cost">What to charge; not nothing, and no part of it below zero.</param>
/// <param name="ContractBudget">What the contract may spend.</param>
/// <param name="DatasetBudget">What all contracts over the dataset may spend together.</param>
internal sealed record Charge(
    UInt128 Id, string Consumer, string Contract, string Dataset, PrivacyCost Cost, PrivacyBudget ContractBudget, PrivacyBudget DatasetBudget);

/// <summary>What became of a charge.</summary>
internal abstract record ChargeOutcome
{
    /// <summary>It is made, now or by an earlier call with the same id.</summary>
    /// <param name="Entry">The charge as it stands in the ledger.</param>
    /// <param name="Contract">What the contract has spent, this charge included.</param>
    /// <param name="Repeated">An earlier call made it; nothing was charged now.</param>
    public sealed record Charged(LedgerEntry Entry, Spending Contract, bool Repeated) : ChargeOutcome;

    /// <summary>There is no room; nothing was charged.</summary>
    /// <param name="Owner">Whose budget it is.</param>
    /// <param name="Period">Which limit.</param>
    /// <param name="WindowEnds">When the open window ends.</param>
    public sealed record Exhausted(BudgetOwner Owner, BudgetSpan Period, DateTimeOffset WindowEnds) : ChargeOutcome;
}

/// <summary>Whose budget.</summary>
internal enum BudgetOwner
{
    /// <summary>A contract's share.</summary>
    Contract,

    /// <summary>The dataset's, which all contracts share.</summary>
    Dataset,
}

/// <summary>Over how long.</summary>
internal enum BudgetSpan
{
    /// <summary>A calendar month.</summary>
    Window,

    /// <summary>All time.</summary>
    Lifetime,
}

/// <summary>What has been spent.</summary>
/// <param name="Window">In the open window.</param>
/// <param name="Lifetime">Ever.</param>
internal readonly record struct Spending(PrivacyCost Window, PrivacyCost Lifetime);

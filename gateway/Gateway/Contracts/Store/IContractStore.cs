using Policies.Contracts;
using Policies.Datasets;
using Policies.Lifecycle;

namespace Gateway.Contracts.Store;

/// <summary>
/// Contracts and their history, and what is agreed of datasets' lifetime budgets. Every change of any of them gets the next number, in the order in which changes take effect, so that whoever
/// knows the number of the last change it saw can ask for the rest. Documents never change and steps are only added.
/// </summary>
internal interface IContractStore
{
    /// <summary>Makes or brings up to date what the store needs; once, before all else.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>The number of the last change; 0: there was none.</summary>
    /// <exception cref="Stores.StoreUnavailableException">The store does not answer.</exception>
    Task<long> RevisionAsync(CancellationToken cancellation);

    /// <summary>All versions and agreements that changed after a number, as they are now. After 0, versions that were revoked or replaced are left out.</summary>
    Task<ContractChanges> ReadAsync(long after, CancellationToken cancellation);

    /// <summary>All versions of one contract, the oldest first.</summary>
    Task<IReadOnlyList<StoredContract>> VersionsAsync(string contract, CancellationToken cancellation);

    /// <summary>Every version that has ended.</summary>
    Task<IReadOnlyList<EndedContract>> EndedAsync(CancellationToken cancellation);

    /// <summary>What is agreed of every dataset that was ever seen, by name.</summary>
    Task<IReadOnlyList<LifetimeAgreement>> LifetimesAsync(CancellationToken cancellation);

    /// <summary>
    /// Makes one change, alone: no other change happens meanwhile, on any gateway. What it wrote is durable when this returns; when it throws,
    /// or writes nothing, nothing has changed.
    /// </summary>
    Task<T> ChangeAsync<T>(Func<IContractChange, Task<T>> change, CancellationToken cancellation);
}

/// <summary>A change that is being made.</summary>
internal interface IContractChange
{
    /// <summary>Its number: 1 for the first change that there ever was.</summary>
    long Revision { get; }

    /// <summary>All versions of one contract, the oldest first.</summary>
    Task<IReadOnlyList<StoredContract>> VersionsAsync(string contract);

    /// <summary>The contract versions in force between a consumer and a product.</summary>
    Task<IReadOnlyList<StoredContract>> ActiveAsync(string consumer, string product);

    /// <summary>Adds a version with its first step.</summary>
    Task AddAsync(StoredContract contract);

    /// <summary>Adds the last step of a life to the history of its version.</summary>
    Task StepAsync(StoredContract contract);

    /// <summary>What is agreed of every dataset that was ever seen, by name.</summary>
    Task<IReadOnlyList<LifetimeAgreement>> LifetimesAsync();

    /// <summary>Takes the place of what was agreed of a dataset.</summary>
    Task SetAsync(LifetimeAgreement agreement);
}

/// <summary>A contract version and its life.</summary>
internal sealed record StoredContract(ContractVersion Version, ContractLife Life)
{
    public ContractDocument Document => Version.Document;

    public ContractState State => Life.State;
}

/// <summary>What changed.</summary>
/// <param name="Revision">The number of the last change that is in it.</param>
/// <param name="Contracts">Each version that changed, as it is now; it may be newer than <paramref name="Revision"/>.</param>
/// <param name="Lifetimes">Each agreement that changed; the same holds.</param>
internal sealed record ContractChanges(long Revision, IReadOnlyList<StoredContract> Contracts, IReadOnlyList<LifetimeAgreement> Lifetimes);

/// <summary>A version that has ended.</summary>
internal sealed record EndedContract(string Contract, int Version, string Sha256);

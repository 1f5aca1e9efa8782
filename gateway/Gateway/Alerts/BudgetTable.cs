using Gateway.Audit;
using Gateway.Contracts.Store;
using Policies.Costs;

namespace Gateway.Alerts;

/// <summary>The monthly privacy budgets of the contract versions that entries name.</summary>
internal sealed class BudgetTable(IContractStore store)
{
    private readonly Dictionary<string, PrivacyCost?> _windows = new(StringComparer.Ordinal);

    /// <summary>The budget of a version by its identity; null when it has none, or is not known.</summary>
    public PrivacyCost? WindowOf(string sha256) => _windows.GetValueOrDefault(sha256);

    /// <summary>Sees to it that the version of an entry is known, where its budget matters.</summary>
    /// <exception cref="Stores.StoreUnavailableException">The contract store does not answer.</exception>
    public async ValueTask PrepareAsync(LogEntry entry, CancellationToken cancellation)
    {
        if (entry is not AccessEntry { Contract: { } contract, ContractSha256: { } sha256, NanoRhoLeft: not null } || _windows.ContainsKey(sha256)) return;
        foreach (var version in await store.VersionsAsync(contract, cancellation)) _windows[version.Version.Sha256] = version.Document.Budget?.Window;
        _windows.TryAdd(sha256, null);
    }
}

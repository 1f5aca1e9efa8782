using System.Collections.Frozen;
using Gateway.Contracts.Store;
using Policies;
using Policies.Contracts;
using Policies.Lifecycle;

namespace Gateway.Contracts;

/// <summary>What is in force: frozen, and swapped whole.</summary>
/// <param name="Policies">Datasets, products, and of each consumer and product the contract that decides: the active one, else one that has run out and says so.</param>
/// <param name="Suspended">Contracts that would be in force, but for a suspension.</param>
/// <param name="Live">Every version that has not been revoked or replaced, by contract and number.</param>
/// <param name="Unsound">Active versions that products and datasets no longer allow: they are not in force.</param>
internal sealed record InForce(
    PolicySet Policies,
    FrozenDictionary<(string Consumer, string Product), ContractVersion> Suspended,
    IReadOnlyDictionary<(string Contract, int Version), StoredContract> Live,
    IReadOnlyList<(ContractVersion Version, IReadOnlyList<string> Objections)> Unsound)
{
    /// <summary>Puts documents and contracts together.</summary>
    public static InForce Of(PolicySet documents, IReadOnlyDictionary<(string Contract, int Version), StoredContract> live)
    {
        var deciding = new Dictionary<(string, string), ContractVersion>();
        var suspended = new Dictionary<(string, string), ContractVersion>();
        var unsound = new List<(ContractVersion, IReadOnlyList<string>)>();
        foreach (var contract in live.Values.OrderBy(c => c.Document.ValidTo).ThenBy(c => c.Document.Version))
        {
            var key = (contract.Document.Consumer, contract.Document.Product);
            switch (contract.State)
            {
                case ContractState.Active when ContractText.ObjectionsTo(contract.Document, documents) is { Count: > 0 } objections:
                    unsound.Add((contract.Version, objections));
                    break;
                case ContractState.Active:
                    deciding[key] = contract.Version;
                    break;
                case ContractState.Suspended:
                    suspended[key] = contract.Version;
                    break;
            }
        }

        // Only where nothing else is: the evaluator refuses it by its dates, and tells so.
        foreach (var contract in live.Values.Where(c => c.State is ContractState.Expired).OrderByDescending(c => c.Document.ValidTo))
        {
            var key = (contract.Document.Consumer, contract.Document.Product);
            if (documents.Products.ContainsKey(contract.Document.Product) && !suspended.ContainsKey(key)) deciding.TryAdd(key, contract.Version);
        }

        return new InForce(documents with { Contracts = deciding.ToFrozenDictionary() }, suspended.ToFrozenDictionary(), live, unsound);
    }
}

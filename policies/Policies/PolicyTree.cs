using System.Collections.Concurrent;
using System.Collections.Frozen;
using Policies.Alerts;
using Policies.Contracts;
using Policies.Datasets;
using Policies.Products;

namespace Policies;

/// <summary>
/// A policies folder that is kept read: of a change only the changed files are read again, and of a changed contract only that contract is
/// checked again. What comes out is the same as of reading everything. For one thread at a time.
/// </summary>
/// <param name="folder">The policies folder.</param>
/// <param name="withContracts">Whether its contracts are read, too; without them the policies hold none.</param>
public sealed class PolicyTree(string folder, bool withContracts = true)
{
    private readonly DocumentTable<DatasetDocument> _datasets = new(folder, "datasets", DatasetReader.Read, d => d.Spec.Dataset);
    private readonly DocumentTable<ProductDocument> _products = new(folder, "products", ProductReader.Read, p => p.Product);
    private readonly DocumentTable<ContractDocument> _contracts = new(folder, "contracts", ContractReader.Read, c => c.Contract);
    private readonly DocumentTable<AlertRule> _alerts = new(folder, "alerts", AlertReader.Read, a => a.Name, mayBeAbsent: true);
    private readonly ConcurrentDictionary<string, (ContractVersion Version, PolicyError[] Errors)> _checked = new(StringComparer.Ordinal);
    private Surroundings _surroundings = new([], [], []);

    /// <summary>Reads and checks everything. All errors are told at once, each with file, line and what to do; <c>*.cases.yaml</c> is not read.</summary>
    /// <returns>The policies, or null and at least one error. Never both.</returns>
    public (PolicySet? Policies, IReadOnlyList<PolicyError> Errors) Load()
    {
        _datasets.ReadAll();
        _products.ReadAll();
        _alerts.ReadAll();
        if (withContracts) _contracts.ReadAll();
        CheckSurroundings();
        return Compile();
    }

    /// <summary>Reads some files again, after <see cref="Load"/>.</summary>
    /// <param name="files">Files that were changed, added or removed, relative to the folder, such as <c>contracts/ccb-housing-credit.yaml</c>.</param>
    /// <returns>The same as <see cref="Load"/> would give.</returns>
    public (PolicySet? Policies, IReadOnlyList<PolicyError> Errors) Reload(IReadOnlyCollection<string> files)
    {
        var surroundings = false;
        foreach (var file in files)
        {
            var name = Path.GetFileName(file);
            switch (Path.GetDirectoryName(file))
            {
                case "datasets":
                    _datasets.ReadAgain(name);
                    surroundings = true;
                    break;
                case "products":
                    _products.ReadAgain(name);
                    surroundings = true;
                    break;
                case "alerts":
                    _alerts.ReadAgain(name);
                    break;
                case "contracts" when withContracts:
                    _contracts.ReadAgain(name);
                    _checked.TryRemove(file, out _);
                    break;
            }
        }

        if (surroundings) CheckSurroundings();
        return Compile();
    }

    // What contracts stand on. When it changes, nothing that was found about a contract holds any more.
    private void CheckSurroundings()
    {
        var datasets = _datasets.ByName();
        _surroundings = new Surroundings(datasets, _products.ByName(), [.. ProductChecks.Run(_products.Documents, datasets)]);
        _checked.Clear();
    }

    private (PolicySet? Policies, IReadOnlyList<PolicyError> Errors) Compile()
    {
        var errors = new List<PolicyError>([.. _datasets.Errors, .. _products.Errors, .. _alerts.Errors, .. _contracts.Errors, .. _surroundings.Errors]);
        var contracts = new Dictionary<(string, string), ContractVersion>();
        var first = new Dictionary<(string, string), string>();
        ReadDocument<ContractDocument>[] valid = [.. _contracts.Documents.Where(c => c.Valid)];
        foreach (var (contract, (version, found)) in valid.Zip(valid.AsParallel().AsOrdered().Select(Check)))
        {
            errors.AddRange(found);
            var key = (contract.Document.Consumer, contract.Document.Product);
            if (first.TryAdd(key, contract.File)) contracts.Add(key, version);
            else errors.Add(contract.Error($"{first[key]} is a contract of the same consumer and product. Keep one.", "contract"));
        }

        return errors.Count > 0
            ? (null, [.. errors.OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line)])
            : (new PolicySet(_surroundings.FrozenDatasets, _surroundings.FrozenProducts, contracts.ToFrozenDictionary())
            {
                Alerts = [.. _alerts.Documents.Select(a => a.Document).OrderBy(a => a.Name, StringComparer.Ordinal)],
            }, []);
    }

    private (ContractVersion Version, PolicyError[] Errors) Check(ReadDocument<ContractDocument> contract)
    {
        if (_checked.TryGetValue(contract.File, out var known)) return known;
        PolicyError[] errors = [.. ContractChecks.Run(contract, _surroundings.Products, _surroundings.Datasets)];
        return _checked[contract.File] = (ContractIdentity.VersionOf(contract.Document), errors);
    }

    private sealed class Surroundings(
        Dictionary<string, ReadDocument<DatasetDocument>> datasets, Dictionary<string, ReadDocument<ProductDocument>> products, IReadOnlyList<PolicyError> errors)
    {
        public Dictionary<string, ReadDocument<DatasetDocument>> Datasets => datasets;

        public Dictionary<string, ReadDocument<ProductDocument>> Products => products;

        public IReadOnlyList<PolicyError> Errors => errors;

        public FrozenDictionary<string, DatasetDocument> FrozenDatasets { get; } =
            datasets.ToFrozenDictionary(d => d.Key, d => d.Value.Document, StringComparer.Ordinal);

        public FrozenDictionary<string, ProductDocument> FrozenProducts { get; } =
            products.ToFrozenDictionary(p => p.Key, p => p.Value.Document, StringComparer.Ordinal);
    }
}

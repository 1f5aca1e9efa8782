using System.Collections.Frozen;
using Policies.Contracts;
using Policies.Datasets;
using Policies.Products;
using Policies.Yaml;

namespace Policies;

/// <summary>Reads <c>datasets/ products/ contracts/</c> of a policies folder.</summary>
public static class PolicyFolder
{
    /// <summary>The ending of a file of cases, which stands beside its contract.</summary>
    public const string CasesEnding = ".cases.yaml";

    /// <summary>Reads and validates everything. All errors are reported at once, each with file, line and what to do; <c>*.cases.yaml</c> is not read here.</summary>
    /// <param name="folder">The policies folder.</param>
    /// <returns>The policies, or null and at least one error. Never both.</returns>
    public static (PolicySet? Policies, IReadOnlyList<PolicyError> Errors) Load(string folder)
    {
        var errors = new List<PolicyError>();
        var datasets = DocumentFolder.Read(folder, "datasets", DatasetReader.Read, d => d.Spec.Dataset, errors);
        var products = DocumentFolder.Read(folder, "products", ProductReader.Read, p => p.Product, errors);
        var contracts = DocumentFolder.Read(folder, "contracts", ContractReader.Read, c => c.Contract, errors);
        var datasetsByName = ByName(datasets);
        errors.AddRange(ProductChecks.Run(products, datasetsByName));
        errors.AddRange(ContractChecks.Run(contracts, ByName(products), datasetsByName));
        if (errors.Count > 0)
            return (null, [.. errors.OrderBy(e => e.File, StringComparer.Ordinal).ThenBy(e => e.Line)]);
        var set = new PolicySet(
            datasets.ToFrozenDictionary(d => d.Name, d => d.Document, StringComparer.Ordinal),
            products.ToFrozenDictionary(p => p.Name, p => p.Document, StringComparer.Ordinal),
            contracts.ToFrozenDictionary(
                c => (c.Document.Consumer, c.Document.Product), c => ContractIdentity.VersionOf(c.Document)));
        return (set, []);
    }

    // Two files may claim one name; that is an error of one of them, and the first stands for the name meanwhile.
    private static Dictionary<string, ReadDocument<T>> ByName<T>(List<ReadDocument<T>> documents)
    {
        var byName = new Dictionary<string, ReadDocument<T>>(StringComparer.Ordinal);
        foreach (var document in documents) byName.TryAdd(document.Name, document);
        return byName;
    }
}

/// <summary>One error in a document.</summary>
/// <param name="File">The file, relative to the policies folder.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record PolicyError(string File, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Message}";
}

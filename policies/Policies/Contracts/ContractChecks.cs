using Policies.Datasets;
using Policies.Products;

namespace Policies.Contracts;

/// <summary>What a contract says of its product and dataset. A document that is itself wrong is not looked into: its errors come first.</summary>
internal static class ContractChecks
{
    public static IEnumerable<PolicyError> Run(
        IReadOnlyList<ReadDocument<ContractDocument>> contracts,
        IReadOnlyList<ReadDocument<ProductDocument>> products,
        IReadOnlyList<ReadDocument<DatasetDocument>> datasets)
    {
        var first = new Dictionary<(string, string), string>();
        foreach (var contract in contracts.Where(c => c.Valid))
        {
            var document = contract.Document;
            if (!first.TryAdd((document.Consumer, document.Product), contract.File))
                yield return contract.Error(
                    $"{first[(document.Consumer, document.Product)]} is a contract of the same consumer and product. Keep one.", "contract");
            var product = products.FirstOrDefault(p => p.Name.Equals(document.Product, StringComparison.Ordinal));
            if (product is null)
                yield return contract.Error($"There is no product '{document.Product}'. Write products/{document.Product}.yaml.", "product");
            else if (product.Valid)
                foreach (var error in Score(contract, product.Document, datasets)) yield return error;
        }
    }

    private static IEnumerable<PolicyError> Score(
        ReadDocument<ContractDocument> contract, ProductDocument product, IReadOnlyList<ReadDocument<DatasetDocument>> datasets)
    {
        if (contract.Document.Score is not { } clause) yield break;
        if (product.Score is null)
            yield return contract.Error($"The product '{product.Product}' has no score. Add score there, or drop it here.", "score");
        if (clause.Precision < product.Floor.ScorePrecision)
            yield return contract.Error(
                $"precision: The product's floor is {product.Floor.ScorePrecision} points. Write {product.Floor.ScorePrecision} or more.", "score", "precision");
        if (datasets.FirstOrDefault(d => d.Name.Equals(product.Dataset, StringComparison.Ordinal)) is not { Valid: true } dataset) yield break;
        foreach (var (key, message) in FloorRules.Of(dataset.Document.Classification).Objections(clause))
            yield return contract.Error($"{key}: {message}", "score", key);
    }
}

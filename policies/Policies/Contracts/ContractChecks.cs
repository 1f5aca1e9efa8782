using Policies.Datasets;
using Policies.Products;

namespace Policies.Contracts;

/// <summary>What a contract says of its product and dataset. A document that is itself wrong is not looked into: its errors come first.</summary>
internal static class ContractChecks
{
    public static IEnumerable<PolicyError> Run(
        ReadDocument<ContractDocument> contract,
        IReadOnlyDictionary<string, ReadDocument<ProductDocument>> products,
        IReadOnlyDictionary<string, ReadDocument<DatasetDocument>> datasets)
    {
        var document = contract.Document;
        if (!products.TryGetValue(document.Product, out var product))
            return [contract.Error($"There is no product '{document.Product}'. Write products/{document.Product}.yaml.", "product")];
        if (!product.Valid) return [];
        var dataset = datasets.GetValueOrDefault(product.Document.Dataset) is { Valid: true } read ? read.Document : null;
        return Objections(document, product.Document, dataset).Select(o => contract.Error(o.Message, o.Path));
    }

    /// <summary>Everything that a contract may not say of its product and dataset; of an unknown dataset nothing is said.</summary>
    internal static IEnumerable<(string[] Path, string Message)> Objections(ContractDocument contract, ProductDocument product, DatasetDocument? dataset)
    {
        var rules = dataset is null ? null : FloorRules.Of(dataset.Classification);
        return [
            .. Missing(contract, product), .. Score(contract.Score, product, rules), .. Encrypted(contract.Encrypted, product, rules),
            .. AggregateChecks.Run(contract, product, dataset), .. Prices(contract),
        ];
    }

    private static IEnumerable<(string[] Path, string Message)> Missing(ContractDocument contract, ProductDocument product)
    {
        if (contract.Score is not null && product.Score is null)
            yield return (["score"], $"The product '{product.Product}' has no score. Add score there, or drop it here.");
        if (contract.Aggregate is not null && product.Aggregate is null)
            yield return (["aggregate"], $"The product '{product.Product}' has no aggregates. Add aggregate there, or drop it here.");
        if (contract.Encrypted is not null && product.Encrypted is null)
            yield return (["encrypted"], $"The product '{product.Product}' has no encrypted score. Add encrypted there, or drop it here.");
    }

    private static IEnumerable<(string[] Path, string Message)> Score(ScoreClause? clause, ProductDocument product, FloorRules? rules)
    {
        if (clause is null) yield break;
        if (clause.Precision < product.Floor.ScorePrecision) yield return (["score", "precision"], TooFine(product));
        foreach (var (key, message) in rules?.Objections(clause) ?? []) yield return (["score", key], $"{key}: {message}");
    }

    private static IEnumerable<(string[] Path, string Message)> Encrypted(EncryptedClause? clause, ProductDocument product, FloorRules? rules)
    {
        if (clause is null || product.Encrypted is not { } surface) yield break;
        if (!surface.ConsumerFeatures.ToHashSet(StringComparer.Ordinal).SetEquals(clause.Features))
            yield return (["encrypted", "features"], $"features: The product's model takes exactly [{string.Join(", ", surface.ConsumerFeatures)}]. Write these.");
        if (clause.Precision < product.Floor.ScorePrecision) yield return (["encrypted", "precision"], TooFine(product));
        foreach (var (key, message) in rules?.Objections(clause) ?? []) yield return (["encrypted", key], $"{key}: {message}");
    }

    private static IEnumerable<(string[] Path, string Message)> Prices(ContractDocument contract)
    {
        foreach (var price in contract.Prices ?? [])
            if (!contract.Grants(price.Operation))
                yield return (["price"], $"price: {OperationWord.Of(price.Operation)} has a price, but is not granted. Grant it, or drop its price.");
    }

    private static string TooFine(ProductDocument product) =>
        $"precision: The product's floor is {product.Floor.ScorePrecision} points. Write {product.Floor.ScorePrecision} or more.";
}

using Policies.Contracts;
using Policies.Datasets;
using Sandbox.Protocol.Datasets;

namespace Policies.Products;

/// <summary>What a product says of its dataset. A document that is itself wrong is not looked into: its errors come first.</summary>
internal static class ProductChecks
{
    public static IEnumerable<PolicyError> Run(
        IEnumerable<ReadDocument<ProductDocument>> products, IReadOnlyDictionary<string, ReadDocument<DatasetDocument>> datasets)
    {
        foreach (var product in products.Where(p => p.Valid))
        {
            if (!datasets.TryGetValue(product.Document.Dataset, out var dataset))
                yield return product.Error($"There is no dataset '{product.Document.Dataset}'. Write datasets/{product.Document.Dataset}.yaml.", "dataset");
            else if (dataset.Valid)
                foreach (var error in Models(product, dataset.Document.Spec).Concat(Aggregates(product, dataset.Document)).Concat(Floors(product, dataset.Document)))
                    yield return error;
        }
    }

    private static IEnumerable<PolicyError> Models(ReadDocument<ProductDocument> product, DatasetSpec spec)
    {
        if (product.Document.Models.Count > 0 && spec.Label is null)
            yield return product.Error($"The dataset '{spec.Dataset}' has no label to train on. Add label there.", "models");
        var features = spec.Features.ToDictionary(f => f.Name, StringComparer.Ordinal);
        foreach (var model in product.Document.Models)
        {
            foreach (var name in model.Features.Concat(model.ConsumerFeatures))
            {
                if (!features.TryGetValue(name, out var feature))
                    yield return product.Error($"{model.Name}: The dataset '{spec.Dataset}' has no feature '{name}'. Add it there, or drop it here.", "models");
                else if (feature.Take == FeatureTake.Category && model.ConsumerFeatures.Contains(name, StringComparer.Ordinal))
                    yield return product.Error($"{model.Name}: '{name}' is a category, and a consumer sends numbers. Take it from the dataset.", "models");
            }
        }
    }

    private static IEnumerable<PolicyError> Aggregates(ReadDocument<ProductDocument> product, DatasetDocument dataset)
    {
        if (product.Document.Aggregate is not { } surface) yield break;
        var columns = dataset.Spec.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var name in surface.Measures)
            if (Measure(columns.GetValueOrDefault(name), name, dataset) is { } objection) yield return product.Error($"measures: {objection}", "aggregate", "measures");
        foreach (var name in surface.Dimensions)
            if (Dimension(columns.GetValueOrDefault(name), name, dataset) is { } objection) yield return product.Error($"dimensions: {objection}", "aggregate", "dimensions");
        if (dataset.Budget is null)
            yield return product.Error($"The dataset '{dataset.Spec.Dataset}' has no budget to spend. Add budget there, or drop aggregate here.", "aggregate");
    }

    // Without bounds one person could move a sum by anything, and no noise would hide that.
    private static string? Measure(ColumnSpec? column, string name, DatasetDocument dataset) => column switch
    {
        null => $"The dataset '{dataset.Spec.Dataset}' has no column '{name}'. Add it there, or drop it here.",
        { Type: not (ColumnType.Integer or ColumnType.Decimal) } => $"'{name}' is no number. Drop it here.",
        { Lower: null } or { Upper: null } => $"'{name}' has no bounds, so it can never be summed. Declare bounds in the dataset, or drop it here.",
        _ => null,
    };

    private static string? Dimension(ColumnSpec? column, string name, DatasetDocument dataset) => column switch
    {
        null => $"The dataset '{dataset.Spec.Dataset}' has no column '{name}'. Add it there, or drop it here.",
        { Type: ColumnType.Decimal } => $"'{name}' is a decimal: nearly every value would be a group of its own. Drop it here.",
        _ => null,
    };

    private static IEnumerable<PolicyError> Floors(ReadDocument<ProductDocument> product, DatasetDocument dataset)
    {
        var document = product.Document;
        foreach (var (path, message) in FloorRules.Of(dataset.Classification).Objections(document))
            yield return product.Error($"{path[^1]}: {message}", path);
    }
}

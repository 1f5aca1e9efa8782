using Policies.Datasets;
using Sandbox.Protocol.Datasets;

namespace Policies.Products;

/// <summary>What a product says of its dataset. A document that is itself wrong is not looked into: its errors come first.</summary>
internal static class ProductChecks
{
    public static IEnumerable<PolicyError> Run(
        IReadOnlyList<ReadDocument<ProductDocument>> products, IReadOnlyList<ReadDocument<DatasetDocument>> datasets)
    {
        foreach (var product in products.Where(p => p.Valid))
        {
            var dataset = datasets.FirstOrDefault(d => d.Name.Equals(product.Document.Dataset, StringComparison.Ordinal));
            if (dataset is null)
                yield return product.Error($"There is no dataset '{product.Document.Dataset}'. Write datasets/{product.Document.Dataset}.yaml.", "dataset");
            else if (dataset.Valid)
                foreach (var error in Models(product, dataset.Document.Spec)) yield return error;
        }
    }

    private static IEnumerable<PolicyError> Models(ReadDocument<ProductDocument> product, DatasetSpec spec)
    {
        if (product.Document.Models.Count > 0 && spec.Label is null)
            yield return product.Error($"The dataset '{spec.Dataset}' has no label to train on. Add label there.", "models");
        foreach (var model in product.Document.Models)
        {
            foreach (var name in model.Features.Concat(model.ConsumerFeatures))
            {
                var feature = spec.Features.FirstOrDefault(f => f.Name.Equals(name, StringComparison.Ordinal));
                if (feature is null)
                    yield return product.Error($"{model.Name}: The dataset '{spec.Dataset}' has no feature '{name}'. Add it there, or drop it here.", "models");
                else if (feature.Take == FeatureTake.Category && model.ConsumerFeatures.Contains(name, StringComparer.Ordinal))
                    yield return product.Error($"{model.Name}: '{name}' is a category, and a consumer sends numbers. Take it from the dataset.", "models");
            }
        }
    }
}

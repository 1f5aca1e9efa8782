using Policies.Datasets;
using Sandbox.Protocol.Models;

namespace Policies.Products;

/// <summary>Compiles a model of a product into a job of the <c>train</c> box, which reads no document.</summary>
public static class TrainJobCompiler
{
    /// <summary>The job that trains a model.</summary>
    /// <param name="product">The product.</param>
    /// <param name="dataset">Its dataset.</param>
    /// <param name="model">The name of one of the product's models.</param>
    /// <param name="dataVersion">The version to train on.</param>
    /// <param name="dataPath">The data folder as bound into the box.</param>
    /// <param name="stagingPath">The only folder that the box can write.</param>
    /// <exception cref="ArgumentException">The product has no such model, or another dataset.</exception>
    public static TrainJob Compile(
        ProductDocument product, DatasetDocument dataset, string model, string dataVersion, string dataPath = "/data", string stagingPath = "/staging")
    {
        if (!string.Equals(product.Dataset, dataset.Spec.Dataset, StringComparison.Ordinal))
            throw new ArgumentException($"The product '{product.Product}' is not over the dataset '{dataset.Spec.Dataset}'.", nameof(dataset));
        var clause = product.Models.FirstOrDefault(m => string.Equals(m.Name, model, StringComparison.Ordinal))
            ?? throw new ArgumentException(
                $"The product '{product.Product}' has no model '{model}', but {string.Join(", ", product.Models.Select(m => m.Name))}.", nameof(model));
        return new TrainJob(
            product.Product, clause.Name, clause.Algorithm, dataset.Spec, dataVersion, clause.Features, clause.ConsumerFeatures, clause.Seed,
            dataPath, stagingPath);
    }
}

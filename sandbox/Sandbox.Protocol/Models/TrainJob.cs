using Sandbox.Protocol.Datasets;

namespace Sandbox.Protocol.Models;

/// <summary>The kinds of model that can be trained.</summary>
public enum ModelAlgorithm
{
    /// <summary>Gradient-boosted trees (LightGBM).</summary>
    LightGbm,

    /// <summary>Logistic regression (L-BFGS) on standardised features.</summary>
    Logistic,
}

/// <summary>What the one-shot <c>train</c> box does, compiled from a product document.</summary>
/// <param name="Product">The product.</param>
/// <param name="Model">The model's name in the product document.</param>
/// <param name="Algorithm">What to train.</param>
/// <param name="Dataset">The dataset, for its features and label.</param>
/// <param name="DataVersion">The pinned version to train on.</param>
/// <param name="Features">Government features by name, in the order in which the model takes them.</param>
/// <param name="ConsumerFeatures">Features that the consumer will send; each is also a feature of the dataset, on which it is trained.</param>
/// <param name="Seed">The seed of training.</param>
/// <param name="DataPath">The data folder as bound into the box, read-only.</param>
/// <param name="StagingPath">The only folder that the box can write.</param>
public sealed record TrainJob(
    string Product,
    string Model,
    ModelAlgorithm Algorithm,
    DatasetSpec Dataset,
    string DataVersion,
    IReadOnlyList<string> Features,
    IReadOnlyList<string> ConsumerFeatures,
    ulong Seed,
    string DataPath,
    string StagingPath);

/// <summary>What a train box prints on its standard output, one JSON line, as its last.</summary>
/// <param name="Ok">Model and card were written to the staging folder.</param>
/// <param name="Card">The card; null on failure.</param>
/// <param name="Error">What was wrong, with no value of the data; null on success.</param>
public sealed record TrainOutcome(bool Ok, ModelCard? Card, string? Error);

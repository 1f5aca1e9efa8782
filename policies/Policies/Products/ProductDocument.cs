using Sandbox.Protocol.Models;

namespace Policies.Products;

/// <summary>A governed surface over one dataset.</summary>
/// <param name="Product">The product's id: lower-case letters, digits and hyphens.</param>
/// <param name="Title">Its title in English.</param>
/// <param name="TitleZh">Its title in Chinese.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Models">The models that can be trained for it.</param>
/// <param name="Score">Its score, by which model; null: none.</param>
/// <param name="Floor">Rules that no contract may undercut.</param>
public sealed record ProductDocument(
    string Product,
    string Title,
    string TitleZh,
    string Dataset,
    IReadOnlyList<ModelClause> Models,
    ScoreSurface? Score,
    FloorClause Floor);

/// <summary>A model of a product.</summary>
/// <param name="Name">The model's name, unique in the product.</param>
/// <param name="Algorithm">What to train.</param>
/// <param name="Features">Government features, in model order.</param>
/// <param name="ConsumerFeatures">Features that the consumer sends; each is trained on the dataset's feature of that name.</param>
/// <param name="Seed">The seed of training.</param>
public sealed record ModelClause(
    string Name, ModelAlgorithm Algorithm, IReadOnlyList<string> Features, IReadOnlyList<string> ConsumerFeatures, ulong Seed);

/// <summary>Which model scores.</summary>
/// <param name="Model">One of the product's models.</param>
public sealed record ScoreSurface(string Model);

/// <summary>Rules that no contract may undercut.</summary>
/// <param name="ScorePrecision">The finest precision that any contract may grant, in points.</param>
public sealed record FloorClause(int ScorePrecision);

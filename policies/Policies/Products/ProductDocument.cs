using Policies.Costs;
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
/// <param name="Aggregate">What may be aggregated; null: nothing.</param>
/// <param name="Encrypted">Its score under encryption, by which model; null: none.</param>
public sealed record ProductDocument(
    string Product,
    string Title,
    string TitleZh,
    string Dataset,
    IReadOnlyList<ModelClause> Models,
    ScoreSurface? Score,
    FloorClause Floor,
    AggregateSurface? Aggregate = null,
    EncryptedSurface? Encrypted = null);

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

/// <summary>What may be aggregated. A contract grants some of it.</summary>
/// <param name="Measures">Numbers with bounds, which functions may be computed of.</param>
/// <param name="Dimensions">Columns that may be grouped by; they and the measures may be filtered by.</param>
/// <param name="MinSubjects">Keys that are not public are shown for at least so many people.</param>
public sealed record AggregateSurface(IReadOnlyList<string> Measures, IReadOnlyList<string> Dimensions, int MinSubjects);

/// <summary>Which model scores under encryption. The city never sees the consumer's features; the consumer can derive the weights of its own features and each person's rounded contribution.</summary>
/// <param name="Model">One of the product's logistic models.</param>
/// <param name="ConsumerFeatures">The model's consumer features, which come encrypted; at least one.</param>
public sealed record EncryptedSurface(string Model, IReadOnlyList<string> ConsumerFeatures);

/// <summary>Rules that no contract may undercut.</summary>
/// <param name="ScorePrecision">The finest precision that any contract may grant, in points, clear and encrypted.</param>
/// <param name="MaxEpsilonPerQuery">The most that any contract may grant one query; stated when the product has aggregates.</param>
public sealed record FloorClause(int ScorePrecision, Epsilon? MaxEpsilonPerQuery = null);

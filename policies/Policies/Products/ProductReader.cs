using Policies.Costs;
using Policies.Yaml;
using Sandbox.Protocol.Models;

namespace Policies.Products;

/// <summary>YAML → <see cref="ProductDocument"/>.</summary>
internal static class ProductReader
{
    private static readonly (string, ModelAlgorithm)[] Algorithms = [("lightgbm", ModelAlgorithm.LightGbm), ("logistic", ModelAlgorithm.Logistic)];

    public static ProductDocument Read(MapReader reader)
    {
        var name = reader.Name("product", NamePattern.Identifier, "its name, the same as the file's");
        var (title, titleZh) = ReadTitle(reader);
        var dataset = reader.Name("dataset", NamePattern.Identifier, "the dataset's name");
        var before = reader.Errors.Count;
        var models = ReadModels(reader);
        var modelsKnown = reader.Errors.Count == before;
        var score = ReadScore(reader, models);
        var aggregate = SurfaceReader.ReadAggregate(reader);
        var encrypted = SurfaceReader.ReadEncrypted(reader, modelsKnown ? models : null);
        var floor = ReadFloor(reader, scores: score is not null || encrypted is not null, aggregates: aggregate is not null);
        reader.Done();
        return new ProductDocument(name, title, titleZh, dataset, models, score, floor, aggregate, encrypted);
    }

    private static (string English, string Chinese) ReadTitle(MapReader reader)
    {
        if (reader.Map("title", "{ en: …, zh: … }") is not { } title) return ("", "");
        var texts = (title.Text("en", "the title in English"), title.Text("zh", "the title in Chinese"));
        title.Done();
        return texts;
    }

    private static List<ModelClause> ReadModels(MapReader product)
    {
        var models = new List<ModelClause>();
        foreach (var reader in product.OptionalMaps("models", "The model"))
        {
            var model = new ModelClause(
                reader.Name("name", NamePattern.Identifier, "the model's name"),
                reader.Choice("algorithm", Algorithms, "lightgbm or logistic"),
                reader.Names("features", NamePattern.Column, "the dataset's features that it takes, [a, b]"),
                reader.Names("consumerFeatures", NamePattern.Column, hint: null, mayBeEmpty: true),
                (ulong)reader.Integer("seed", 0, long.MaxValue, "the seed of training, a whole number"));
            reader.Done();
            if (models.Any(m => m.Name.Length > 0 && m.Name.Equals(model.Name, StringComparison.Ordinal)))
                reader.Error("name", $"The model '{model.Name}' was declared before. Keep one.");
            foreach (var both in model.Features.Intersect(model.ConsumerFeatures, StringComparer.Ordinal))
                reader.Error("consumerFeatures", $"'{both}' is among the features too. It comes from the dataset or from the consumer: keep one.");
            models.Add(model);
        }

        return models;
    }

    private static ScoreSurface? ReadScore(MapReader product, List<ModelClause> models)
    {
        if (product.OptionalMap("score") is not { } reader) return null;
        var model = reader.Name("model", NamePattern.Identifier, "the model that scores");
        reader.Done();
        if (model.Length > 0 && !models.Exists(m => m.Name.Equals(model, StringComparison.Ordinal)))
            reader.Error("model", $"There is no model '{model}'. Declare it under models.");
        return new ScoreSurface(model);
    }

    // What the product does not offer needs no floor, and may have one.
    private static FloorClause ReadFloor(MapReader product, bool scores, bool aggregates)
    {
        const int Coarsest = 100;
        if (product.Map("floor", "{ scorePrecision: 1 }, the finest rounding of scores that any contract may grant") is not { } reader)
            return new FloorClause(Coarsest);
        var precision = scores || reader.Has("scorePrecision", out _)
            ? (int)reader.Integer("scorePrecision", 1, Coarsest, "the finest rounding of scores, in points, 1 to 100")
            : Coarsest;
        var epsilon = aggregates || reader.Has("maxEpsilonPerQuery", out _)
            ? BudgetReader.ReadEpsilon(reader, "maxEpsilonPerQuery", "the most epsilon that a contract may grant one query, such as 0.5")
            : null;
        reader.Done();
        return new FloorClause(precision, epsilon);
    }
}

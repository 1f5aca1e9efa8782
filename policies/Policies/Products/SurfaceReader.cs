using Policies.Yaml;
using Sandbox.Protocol.Models;

namespace Policies.Products;

/// <summary>The <c>aggregate</c> and <c>encrypted</c> surfaces of a product.</summary>
internal static class SurfaceReader
{
    public static AggregateSurface? ReadAggregate(MapReader product)
    {
        if (product.OptionalMap("aggregate") is not { } reader) return null;
        var surface = new AggregateSurface(
            reader.Names("measures", NamePattern.Column, "the columns that may be summed, [] for none", mayBeEmpty: true),
            reader.Names("dimensions", NamePattern.Column, "the columns that may be grouped by, [] for none", mayBeEmpty: true),
            (int)reader.Integer("minSubjects", 1, 1_000_000, "the fewest people of a key that is not public, such as 10"));
        reader.Done();
        return surface;
    }

    public static EncryptedSurface? ReadEncrypted(MapReader product, List<ModelClause>? models)
    {
        if (product.OptionalMap("encrypted") is not { } reader) return null;
        var surface = new EncryptedSurface(
            reader.Name("model", NamePattern.Identifier, "the logistic model that scores under encryption"),
            reader.Names("consumerFeatures", NamePattern.Column, "the model's consumer features, [income]"));
        reader.Done();
        if (surface.Model.Length == 0 || models is null) return surface;
        if (models.Find(m => m.Name.Equals(surface.Model, StringComparison.Ordinal)) is not { } model)
            reader.Error("model", $"There is no model '{surface.Model}'. Declare it under models.");
        else if (model.Algorithm != ModelAlgorithm.Logistic)
            reader.Error("model", "Only a logistic model can score under encryption. Take another model.");
        else if (!model.ConsumerFeatures.ToHashSet(StringComparer.Ordinal).SetEquals(surface.ConsumerFeatures))
            reader.Error("consumerFeatures", $"The model takes exactly [{string.Join(", ", model.ConsumerFeatures)}] of the consumer. Write these.");
        return surface;
    }
}

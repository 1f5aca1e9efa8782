using System.Text.Json.Serialization;
using Sandbox.Protocol.Models;

namespace Sandbox.Models;

/// <summary>
/// What a model takes, and how a person's raw features become its input. It lies inside the model file, beside ML.NET's entries, so that
/// the pinned hash covers it: nobody can swap two features without changing the hash.
/// </summary>
/// <param name="Product">The product that it was trained for.</param>
/// <param name="Model">Its name.</param>
/// <param name="Algorithm">What it is.</param>
/// <param name="Dataset">The dataset whose features it takes.</param>
/// <param name="Features">Raw features in model order: the government's, then the consumer's.</param>
/// <param name="Slots">The model's input vector, in order.</param>
internal sealed record ModelSignature(
    string Product,
    string Model,
    ModelAlgorithm Algorithm,
    string Dataset,
    IReadOnlyList<SignatureFeature> Features,
    IReadOnlyList<EncodedSlot> Slots);

/// <summary>A raw feature; <paramref name="Group"/> is the public name that reasons use.</summary>
internal sealed record SignatureFeature(string Name, string Group, bool FromConsumer);

/// <summary>What a slot says of its feature.</summary>
internal enum SlotKind
{
    /// <summary>(x − offset) · scale, with the fill in place of a missing x.</summary>
    Value,

    /// <summary>1 when x is missing, else 0.</summary>
    Missing,

    /// <summary>1 when x is the level, else 0 (also when missing).</summary>
    Level,
}

/// <summary>One slot of the input vector; never NaN, whatever the feature is.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Feature">The index of the raw feature.</param>
/// <param name="Offset">For <see cref="SlotKind.Value"/>; for <see cref="SlotKind.Level"/> the level.</param>
/// <param name="Scale">For <see cref="SlotKind.Value"/>.</param>
/// <param name="Fill">For <see cref="SlotKind.Value"/>.</param>
internal sealed record EncodedSlot(SlotKind Kind, int Feature, float Offset = 0, float Scale = 1, float Fill = 0);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ModelSignature))]
internal sealed partial class ModelJson : JsonSerializerContext;

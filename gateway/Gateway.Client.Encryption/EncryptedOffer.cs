using System.Text.Json.Serialization;

namespace Gateway.Client.Encryption;

/// <summary>What a contract offers of encrypted scores, and how to encrypt for them.</summary>
/// <param name="Product">The product.</param>
/// <param name="Contract">The contract.</param>
/// <param name="Version">Its version.</param>
/// <param name="Purposes">The purposes granted.</param>
/// <param name="Parameters">The encryption parameters in words.</param>
/// <param name="ParametersSha256">Their hash (lower-case hexadecimal).</param>
/// <param name="Features">The features that each person must have.</param>
/// <param name="Precision">The city's contribution is rounded down to a multiple of this many points.</param>
/// <param name="UnknownSubjects"><c>refuse</c>, <c>prior</c> or <c>imputed</c>.</param>
/// <param name="MaxBatch">The most people in one request.</param>
public sealed record EncryptedOffer(
    string Product,
    string Contract,
    int Version,
    IReadOnlyList<string> Purposes,
    string Parameters,
    string ParametersSha256,
    IReadOnlyList<OfferedFeature> Features,
    int Precision,
    string UnknownSubjects,
    int MaxBatch);

/// <summary>A feature and its declared bounds.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Lower">The smallest value.</param>
/// <param name="Upper">The largest value.</param>
public sealed record OfferedFeature(string Name, double Lower, double Upper);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EncryptedOffer))]
internal sealed partial class EncryptedJson : JsonSerializerContext;

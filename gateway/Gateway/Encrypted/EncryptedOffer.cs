using System.Text.Json.Serialization;
using Policies.Contracts;
using Policies.Datasets;
using Policies.Decisions;
using Policies.Products;
using Sandbox.Protocol.Encrypted;

namespace Gateway.Encrypted;

/// <summary>All that a consumer needs to encrypt by. Nothing in it comes from data.</summary>
/// <param name="Product">The product.</param>
/// <param name="Contract">The contract, to be named in requests.</param>
/// <param name="Version">Its version, to be named in requests.</param>
/// <param name="Purposes">One of these is to be named in requests.</param>
/// <param name="Parameters">The encryption parameters in words.</param>
/// <param name="ParametersSha256">Their hash, to be named in requests (lower-case hexadecimal).</param>
/// <param name="Features">The features that each request must carry, and the bounds to encode them by.</param>
/// <param name="Precision">The city's contribution is rounded down to a multiple of this many points.</param>
/// <param name="UnknownSubjects"><c>refuse</c>, <c>prior</c> or <c>imputed</c>.</param>
/// <param name="MaxBatch">The most subjects in one request.</param>
internal sealed record EncryptedOffer(
    string Product,
    string Contract,
    int Version,
    IReadOnlyList<string> Purposes,
    string Parameters,
    string ParametersSha256,
    IReadOnlyList<EncryptedOfferFeature> Features,
    int Precision,
    string UnknownSubjects,
    int MaxBatch)
{
    /// <summary>The offer of a contract; null when it makes none, or its features have no declared bounds.</summary>
    public static EncryptedOffer? Of(ContractVersion contract, ProductDocument product, DatasetDocument dataset)
    {
        var document = contract.Document;
        if (document.Encrypted is not { } clause || product.Encrypted is not { } surface
            || FeatureBounds.Of(dataset, surface.ConsumerFeatures) is not { } features) return null;
        return new EncryptedOffer(
            product.Product,
            document.Contract,
            document.Version,
            document.Purposes,
            CkksParameters.Text,
            Convert.ToHexStringLower(CkksParameters.Sha256.Span),
            [.. features.Select(f => new EncryptedOfferFeature(f.Name, f.Lower, f.Upper))],
            clause.Precision,
            EncryptedTerms.UnknownSubjectsOf(document).ToString().ToLowerInvariant(),
            Math.Min(clause.MaxBatch, CkksParameters.Slots));
    }
}

/// <summary>A feature, and the bounds to encode it by: (value − middle) / half of the interval.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Lower">The smallest value.</param>
/// <param name="Upper">The largest value.</param>
internal sealed record EncryptedOfferFeature(string Name, double Lower, double Upper);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EncryptedOffer))]
internal sealed partial class EncryptedJson : JsonSerializerContext;

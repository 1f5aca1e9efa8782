using System.Text.Json.Serialization;

namespace Gateway.Cli.Audit.Bundles;

/// <summary>What a bundle is of: <c>manifest.json</c>. Nothing of it is believed without the checkpoint.</summary>
/// <param name="Version">1.</param>
/// <param name="Origin">The log.</param>
/// <param name="Size">How many entries the checkpoint covers.</param>
/// <param name="First">The first bundle of 256 entries of the range.</param>
/// <param name="Last">The last one.</param>
/// <param name="Context">Bundles from before the range: starts of workers and steps of contracts that its entries go back to.</param>
internal sealed record BundleManifest(int Version, string Origin, long Size, long First, long Last, IReadOnlyList<long> Context)
{
    public const int Current = 1;
    public const string Name = "manifest.json";
    public const string Checkpoint = "checkpoint";
    public const string Contracts = "contracts/";
    public const string Usage = "usage/";
    public const string Json = ".json";
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(BundleManifest))]
internal sealed partial class BundleJson : JsonSerializerContext;

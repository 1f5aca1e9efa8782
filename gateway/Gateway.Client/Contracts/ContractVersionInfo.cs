using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Client.Contracts;

/// <summary>A contract version in full.</summary>
/// <param name="Contract">The contract's id.</param>
/// <param name="Version">1, 2, 3, …</param>
/// <param name="State">Where it stands: <c>submitted</c>, <c>approved</c>, <c>accepted</c>, <c>active</c>, <c>suspended</c>, <c>expired</c>, <c>revoked</c> or <c>replaced</c>.</param>
/// <param name="Sha256">Its identity: SHA-256 of the canonical JSON of <paramref name="Document"/>.</param>
/// <param name="Consumer">Who may ask.</param>
/// <param name="Product">Of what.</param>
/// <param name="Document">What it says, in the shape of its YAML.</param>
/// <param name="Steps">What was done to it, in order.</param>
public sealed record ContractVersionInfo(
    string Contract, int Version, string State, string Sha256, string Consumer, string Product, JsonElement Document, IReadOnlyList<ContractStepInfo> Steps);

/// <summary>A step that was taken.</summary>
/// <param name="Step">What was done.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why; null: nothing was said.</param>
public sealed record ContractStepInfo(string Step, string By, DateTimeOffset At, string? Note);

internal sealed record ContractHistory(IReadOnlyList<ContractVersionInfo> Versions);

internal sealed record ContractNote(string Note);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ContractHistory))]
[JsonSerializable(typeof(ContractVersionInfo))]
[JsonSerializable(typeof(ContractNote))]
internal sealed partial class ContractDeskJson : JsonSerializerContext;

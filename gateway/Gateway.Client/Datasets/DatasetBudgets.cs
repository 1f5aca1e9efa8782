using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Client.Transport;

namespace Gateway.Client.Datasets;

/// <summary>What may ever be spent of datasets, as one client may see it, and agree to it. Methods throw as those of <see cref="GatewayClient"/> do.</summary>
public sealed class DatasetBudgets
{
    private const string All = "/v1/admin/datasets";
    private readonly Func<Call, CancellationToken, Task<Reply>> _call;

    internal DatasetBudgets(Func<Call, CancellationToken, Task<Reply>> call) => _call = call;

    /// <summary>Every dataset by name; a provider's own. For authors, approvers, providers and regulators.</summary>
    public async Task<IReadOnlyList<DatasetBudget>> ListAsync(CancellationToken cancellation = default) =>
        GatewayClient.Read(await _call(new Call(HttpMethod.Get, All), cancellation), DatasetJson.Default.DatasetBudgetList).Datasets;

    /// <summary>Agrees to a raise, for the operator as an approver, or as the dataset's provider. Agreed to twice, it is agreed to once.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="terms">Exactly what is asked.</param>
    /// <param name="cancellation">Gives up; it may have been agreed to.</param>
    public async Task<DatasetBudget> AgreeAsync(string dataset, AgreedLifetime terms, CancellationToken cancellation = default)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(terms, DatasetJson.Default.AgreedLifetime);
        var call = new Call(HttpMethod.Post, $"{All}/{Uri.EscapeDataString(dataset)}/budget/agree", body);
        return GatewayClient.Read(await _call(call, cancellation), DatasetJson.Default.DatasetBudget);
    }
}

/// <summary>What may ever be spent of a dataset.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Provider">Who owns it.</param>
/// <param name="NanoRho">In 10⁻⁹ ρ.</param>
/// <param name="FemtoDelta">In 10⁻¹⁵ δ.</param>
/// <param name="Asked">What its document states beyond that; null: nothing.</param>
public sealed record DatasetBudget(string Dataset, string Provider, long NanoRho, long FemtoDelta, AskedLifetime? Asked);

/// <summary>A raise that waits for operator and provider.</summary>
/// <param name="Provider">Who is to own the dataset.</param>
/// <param name="NanoRho">In 10⁻⁹ ρ.</param>
/// <param name="FemtoDelta">In 10⁻¹⁵ δ.</param>
/// <param name="ByOperator">The operator's client that has agreed; null: none yet.</param>
/// <param name="ByProvider">The provider's client that has agreed; null: none yet.</param>
public sealed record AskedLifetime(string Provider, long NanoRho, long FemtoDelta, string? ByOperator, string? ByProvider);

/// <summary>What a party agrees to.</summary>
/// <param name="NanoRho">In 10⁻⁹ ρ.</param>
/// <param name="FemtoDelta">In 10⁻¹⁵ δ.</param>
/// <param name="Provider">Who is to own the dataset; null: who does.</param>
public sealed record AgreedLifetime(long NanoRho, long FemtoDelta, string? Provider = null);

internal sealed record DatasetBudgetList(IReadOnlyList<DatasetBudget> Datasets);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(DatasetBudgetList))]
[JsonSerializable(typeof(DatasetBudget))]
[JsonSerializable(typeof(AgreedLifetime))]
internal sealed partial class DatasetJson : JsonSerializerContext;

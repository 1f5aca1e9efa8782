using System.Text.Json.Serialization;
using Policies.Datasets;

namespace Gateway.Contracts.Lifetimes;

/// <summary>What may ever be spent of datasets.</summary>
/// <param name="Datasets">Ordered by name.</param>
internal sealed record LifetimeList(IReadOnlyList<LifetimeView> Datasets);

/// <summary>What may ever be spent of a dataset.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Provider">Who owns it, and must agree to a raise.</param>
/// <param name="NanoRho">What holds, in 10⁻⁹ ρ.</param>
/// <param name="FemtoDelta">What holds, in 10⁻¹⁵ δ.</param>
/// <param name="Asked">What its document states beyond that, which waits for agreement; null: nothing.</param>
internal sealed record LifetimeView(string Dataset, string Provider, long NanoRho, long FemtoDelta, AskedLifetime? Asked)
{
    public static LifetimeView Of(LifetimeAgreement agreement)
    {
        var (holds, asked) = (agreement.Agreed, agreement.Asked);
        return new LifetimeView(
            agreement.Dataset,
            holds.Provider,
            holds.Lifetime.NanoRho,
            holds.Lifetime.FemtoDelta,
            asked is null ? null : new AskedLifetime(asked.Provider, asked.Lifetime.NanoRho, asked.Lifetime.FemtoDelta, agreement.ByOperator, agreement.ByProvider));
    }
}

/// <summary>What waits until both have agreed to exactly this.</summary>
/// <param name="Provider">Who is to own the dataset.</param>
/// <param name="NanoRho">In 10⁻⁹ ρ.</param>
/// <param name="FemtoDelta">In 10⁻¹⁵ δ.</param>
/// <param name="ByOperator">The operator's client that has agreed; null: none yet.</param>
/// <param name="ByProvider">The provider's client that has agreed; null: none yet.</param>
internal sealed record AskedLifetime(string Provider, long NanoRho, long FemtoDelta, string? ByOperator, string? ByProvider);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LifetimeList))]
[JsonSerializable(typeof(LifetimeView))]
internal sealed partial class LifetimeJson : JsonSerializerContext;

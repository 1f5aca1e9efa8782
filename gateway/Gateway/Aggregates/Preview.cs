using System.Text.Json.Serialization;
using Gateway.Ledger;
using Policies.Aggregates.Planning;
using Policies.Costs;
using Sandbox.Privacy.Accounting;
using Sandbox.Protocol.Jobs;

namespace Gateway.Aggregates;

/// <summary>What a preview tells.</summary>
/// <param name="Cost">What the query would cost.</param>
/// <param name="Plan">How much of one person is let in.</param>
/// <param name="Reach">In how many groups one person can count.</param>
/// <param name="Outputs">What is expected of each column of the answer.</param>
/// <param name="KeyPeople">About how many people a group that is not public needs to be shown every other time; null when all groups are public.</param>
/// <param name="Balance">What the contract may still spend.</param>
/// <param name="Loss">What the contract has spent, as (ε, δ).</param>
internal sealed record Preview(
    PreviewCost Cost, PreviewPlan Plan, int Reach, IReadOnlyList<PreviewOutput> Outputs, decimal? KeyPeople, PreviewBalance Balance, PreviewLoss Loss)
{
    public static Preview Of(AggregateTerms terms, PrivacyCost cost, Balance balance, Spending spent) => new(
        new PreviewCost(decimal.Parse(terms.Epsilon.ToString(), System.Globalization.CultureInfo.InvariantCulture), cost.NanoRho, cost.FemtoDelta),
        terms.Plan switch
        {
            RankedRows ranked => new PreviewPlan("ranked-rows", ranked.Rows, null),
            PerSubject perSubject => new PreviewPlan("per-subject", perSubject.RowsPerGroup, perSubject.Groups),
            _ => throw new InvalidOperationException("There is no other plan."),
        },
        terms.Reach,
        [.. terms.Forecasts.Select(f => new PreviewOutput(f.Output, f.HalfWidth, f.Ranks))],
        terms.KeyPeople,
        new PreviewBalance(balance.Window, balance.Lifetime),
        new PreviewLoss(PrivacyLoss.Of(spent.Window), PrivacyLoss.Of(spent.Lifetime)));
}

/// <summary>A price.</summary>
/// <param name="Epsilon">What ρ is named by: ρ = ε²/2. It is no pure differential privacy.</param>
/// <param name="NanoRho">ρ, in 10⁻⁹.</param>
/// <param name="FemtoDelta">δ, in 10⁻¹⁵.</param>
internal sealed record PreviewCost(decimal Epsilon, long NanoRho, long FemtoDelta);

/// <summary>A plan.</summary>
/// <param name="Kind"><c>ranked-rows</c> or <c>per-subject</c>.</param>
/// <param name="Rows">The most rows of one person: in all, or in one group.</param>
/// <param name="Groups">Per subject: the most groups of one person.</param>
internal sealed record PreviewPlan(string Kind, int Rows, int? Groups);

/// <summary>A column of the answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HalfWidth">Half the width of its 95 % interval; null where it depends on the data.</param>
/// <param name="Ranks">For quantiles: by how many rows the rank may be off.</param>
internal sealed record PreviewOutput(string Name, decimal? HalfWidth, decimal? Ranks);

/// <summary>What is left.</summary>
/// <param name="Window">This month, Asia/Shanghai.</param>
/// <param name="Lifetime">For all time.</param>
internal sealed record PreviewBalance(PrivacyCost Window, PrivacyCost Lifetime);

/// <summary>What has been lost, for people.</summary>
/// <param name="Window">This month.</param>
/// <param name="Lifetime">To date.</param>
internal sealed record PreviewLoss(PrivacyLoss Window, PrivacyLoss Lifetime);

/// <summary>(ε, δ)-differential privacy that follows from what was spent (Canonne, Kamath, Steinke 2020).</summary>
/// <param name="Epsilon">ε.</param>
/// <param name="Delta">δ: what was spent of it, and 10⁻⁶ for the conversion.</param>
internal sealed record PrivacyLoss(double Epsilon, double Delta)
{
    private const double ConversionDelta = 1e-6;

    public static PrivacyLoss Of(PrivacyCost spent) => spent.IsNone
        ? new PrivacyLoss(0, 0)
        : new PrivacyLoss(Math.Round(Conversion.Epsilon(spent.NanoRho * 1e-9, ConversionDelta), 4), (spent.FemtoDelta * 1e-15) + ConversionDelta);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Preview))]
internal sealed partial class PreviewJson : JsonSerializerContext;

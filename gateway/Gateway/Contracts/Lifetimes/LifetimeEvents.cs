using System.Globalization;
using Gateway.Audit;
using Policies.Datasets;
using Policies.Lifecycle;

namespace Gateway.Contracts.Lifetimes;

/// <summary>What the access log says of datasets' lifetime budgets. Figures are 10⁻⁹ ρ and 10⁻¹⁵ δ.</summary>
internal static class LifetimeEvents
{
    /// <summary>What a document brought about; nothing when it changed nothing.</summary>
    /// <param name="before">What was agreed; null: the dataset was never seen.</param>
    /// <param name="after">What is agreed now.</param>
    /// <param name="time">When.</param>
    public static IEnumerable<EventEntry> OfMeeting(LifetimeAgreement? before, LifetimeAgreement after, DateTimeOffset time)
    {
        if (before is null)
        {
            yield return Of("adopted", after.Dataset, after.Agreed, StepTaken.Gateway, time);
            yield break;
        }

        if (after.Agreed != before.Agreed) yield return Of("lowered", after.Dataset, after.Agreed, StepTaken.Gateway, time);
        if (after.Asked == before.Asked) yield break;
        if (before.Asked is { } withdrawn) yield return Of("withdrawn", after.Dataset, withdrawn, StepTaken.Gateway, time);
        if (after.Asked is { } asked) yield return Of("asked", after.Dataset, asked, StepTaken.Gateway, time);
    }

    /// <summary>A party agreed; and, when the other had before, what was asked holds.</summary>
    public static IEnumerable<EventEntry> OfAgreeing(LifetimeAgreement before, LifetimeAgreement after, LifetimeParty party, string by, DateTimeOffset time)
    {
        yield return Of(party is LifetimeParty.Operator ? "agreed-by-operator" : "agreed-by-provider", before.Dataset, before.Asked!, by, time);
        if (after.Asked is null) yield return Of("raised", after.Dataset, after.Agreed, by, time);
    }

    private static EventEntry Of(string what, string dataset, LifetimeTerms terms, string by, DateTimeOffset time) => new()
    {
        Time = time,
        Event = $"lifetime-{what}",
        Facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["dataset"] = dataset,
            ["provider"] = terms.Provider,
            ["nanoRho"] = terms.Lifetime.NanoRho.ToString(CultureInfo.InvariantCulture),
            ["femtoDelta"] = terms.Lifetime.FemtoDelta.ToString(CultureInfo.InvariantCulture),
            ["by"] = by,
        },
    };
}

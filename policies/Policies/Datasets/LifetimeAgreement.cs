using Policies.Costs;
using Policies.Decisions;

namespace Policies.Datasets;

/// <summary>
/// What holds of a dataset's lifetime budget, whatever its document says. A document alone only ever lowers it; what it states beyond is asked, and holds
/// once operator and provider have both agreed to exactly that. What is agreed to is forgotten as soon as something else is asked, or nothing.
/// </summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Agreed">What holds.</param>
/// <param name="Asked">What the document states beyond it; null: nothing.</param>
/// <param name="ByOperator">The operator's client that has agreed to <paramref name="Asked"/>; null: none yet.</param>
/// <param name="ByProvider">The provider's client that has agreed to it; null: none yet.</param>
public sealed record LifetimeAgreement(
    string Dataset, LifetimeTerms Agreed, LifetimeTerms? Asked = null, string? ByOperator = null, string? ByProvider = null)
{
    /// <summary>A dataset that was never seen before: what its document states holds.</summary>
    public static LifetimeAgreement Adopt(DatasetDocument document) => new(document.Spec.Dataset, LifetimeTerms.Of(document));

    /// <summary>What becomes of it when a document of the dataset is read. Each of ρ and δ is lowered at once, whatever else is asked.</summary>
    public LifetimeAgreement Meet(DatasetDocument document)
    {
        var stated = LifetimeTerms.Of(document);
        var agreed = Agreed with { Lifetime = PrivacyCost.Least(Agreed.Lifetime, stated.Lifetime) };
        var asked = stated == agreed ? null : stated;
        return asked == Asked ? this with { Agreed = agreed } : new LifetimeAgreement(Dataset, agreed, asked);
    }

    /// <summary>One party agrees; once both have, what was asked holds. Agreeing again changes nothing.</summary>
    /// <param name="party">Which party.</param>
    /// <param name="by">Its client; never one that has agreed for the other party.</param>
    /// <param name="terms">Exactly what is asked.</param>
    /// <returns>What becomes of it, or why not.</returns>
    public (LifetimeAgreement? After, Reason? Refused) Agree(LifetimeParty party, string by, LifetimeTerms terms)
    {
        if (terms != Asked) return (null, ReasonTable.LifetimeNotAsked.With(Dataset));
        var (own, other) = party is LifetimeParty.Operator ? (ByOperator, ByProvider) : (ByProvider, ByOperator);
        if (string.Equals(other, by, StringComparison.Ordinal)) return (null, ReasonTable.LifetimePartyNotIndependent.With());
        if (own is not null) return (this, null);
        if (other is not null) return (new LifetimeAgreement(Dataset, terms), null);
        return (party is LifetimeParty.Operator ? this with { ByOperator = by } : this with { ByProvider = by }, null);
    }
}

using Policies.Costs;

namespace Policies.Datasets;

/// <summary>Who owns a dataset, and what may ever be spent of it: agreed to whole, and to the last digit.</summary>
/// <param name="Provider">Who owns it, as its document writes the name.</param>
/// <param name="Lifetime">What all contracts of all its products together may ever spend; nothing where the document states no budget.</param>
public sealed record LifetimeTerms(string Provider, PrivacyCost Lifetime)
{
    /// <summary>What a document states.</summary>
    public static LifetimeTerms Of(DatasetDocument document) => new(document.Provider, document.Budget?.Lifetime ?? PrivacyCost.None);
}

/// <summary>Who must agree to a raise.</summary>
public enum LifetimeParty
{
    /// <summary>The operating company.</summary>
    Operator,

    /// <summary>Who owns the dataset.</summary>
    Provider,
}

using Policies.Contracts;
using Policies.Costs;
using Policies.Products;

namespace Policies.Decisions;

/// <summary>
/// The grants of one contract version's scores. A grant depends on the terms asked for and on nothing else of a query, and there are few
/// terms, so each is made once and given out again: a decision allocates nothing.
/// </summary>
internal sealed class ScoreGrants
{
    private readonly QuotaDemand[] _demands;
    private Grant?[]? _others;
    private Surface? _surface;

    public ScoreGrants(ContractVersion contract)
    {
        Contract = contract;
        Clause = contract.Document.Score!;
        _demands = QuotaDemands.Of(contract.Document, Operation.Score);
        Default = Make(Clause.Precision, Clause.Reasons);
    }

    public ContractVersion Contract { get; }

    public ScoreClause Clause { get; }

    /// <summary>The grant of the contract's own terms.</summary>
    public Grant Default { get; }

    /// <summary>The consumer features of the product's scoring model; null when it has none. Remembered for the product in force.</summary>
    public IReadOnlyList<string>? ConsumerFeaturesOf(ProductDocument product)
    {
        var surface = _surface;
        if (surface is null || !ReferenceEquals(surface.Product, product)) _surface = surface = new Surface(product, ScoringModel(product)?.ConsumerFeatures);
        return surface.ConsumerFeatures;
    }

    /// <summary>The grant of what is asked for, or else the contract's own: a precision that is a multiple of the clause's, up to 100, and of reasons not more.</summary>
    public Grant Of(int? precisionAsked, int? reasonsAsked)
    {
        if (precisionAsked is null && reasonsAsked is null) return Default;
        var (precision, reasons) = (precisionAsked ?? Clause.Precision, reasonsAsked ?? Clause.Reasons);
        if (precision == Clause.Precision && reasons == Clause.Reasons) return Default;
        var others = _others ??= new Grant?[(100 / Clause.Precision) * (Clause.Reasons + 1)];
        ref var grant = ref others[(((precision / Clause.Precision) - 1) * (Clause.Reasons + 1)) + reasons];
        return grant ??= Make(precision, reasons);
    }

    private Grant Make(int precision, int reasons) =>
        new(Contract, new ScoreTerms(precision, reasons, Clause.UnknownSubjects), _demands, PrivacyCost.None);

    private static ModelClause? ScoringModel(ProductDocument product) =>
        product.Score is { } surface ? product.Models.FirstOrDefault(m => string.Equals(m.Name, surface.Model, StringComparison.Ordinal)) : null;

    private sealed record Surface(ProductDocument Product, IReadOnlyList<string>? ConsumerFeatures);
}

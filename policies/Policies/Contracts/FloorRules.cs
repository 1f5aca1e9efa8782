using Policies.Costs;
using Policies.Datasets;
using Policies.Products;
using Sandbox.Protocol.Jobs;

namespace Policies.Contracts;

/// <summary>What a dataset's classification demands of every contract over it. Products may demand more, never less.</summary>
/// <param name="Classification">The classification.</param>
/// <param name="Precision">The finest rounding of scores, in points, clear and encrypted.</param>
/// <param name="Reasons">The most reasons a score.</param>
/// <param name="MembershipMayShow">Whether unknown subjects may be treated so that it shows who is known.</param>
/// <param name="EpsilonPerQuery">The most of one aggregate query, as a document writes it.</param>
/// <param name="MinSubjects">The fewest people of a key that is not public.</param>
/// <param name="Encrypted">Whether there may be encrypted scores, from which the consumer derives each person's rounded contribution.</param>
public sealed record FloorRules(
    Classification Classification, int Precision, int Reasons, bool MembershipMayShow, Epsilon EpsilonPerQuery, int MinSubjects, bool Encrypted)
{
    /// <summary>The one table of floor rules.</summary>
    public static IReadOnlyList<FloorRules> Table { get; } =
    [
        new(Classification.L1, Precision: 1, Reasons: 3, MembershipMayShow: true, Of("2"), MinSubjects: 1, Encrypted: true),
        new(Classification.L2, Precision: 1, Reasons: 3, MembershipMayShow: true, Of("1"), MinSubjects: 5, Encrypted: true),
        new(Classification.L3, Precision: 1, Reasons: 3, MembershipMayShow: true, Of("0.5"), MinSubjects: 10, Encrypted: true),
        new(Classification.L4, Precision: 5, Reasons: 1, MembershipMayShow: false, Of("0.1"), MinSubjects: 50, Encrypted: false),
    ];

    /// <summary>The rules of a classification.</summary>
    public static FloorRules Of(Classification classification) => Table[(int)classification];

    /// <summary>Every way in which a score clause undercuts these rules: the key at fault and what to do.</summary>
    internal IEnumerable<(string Key, string Message)> Objections(ScoreClause clause)
    {
        if (clause.Precision < Precision) yield return ("precision", TooFine);
        if (clause.Reasons > Reasons)
            yield return ("reasons", $"Data of class {Classification} gives at most {Reasons} reasons a score. Write {Reasons} or less.");
        if (!MembershipMayShow && clause.UnknownSubjects != UnknownSubjects.Imputed)
            yield return ("unknownSubjects", $"With data of class {Classification} it may not show who is known. Write imputed, with acceptsImputed: true.");
    }

    /// <summary>The same of an encrypted clause.</summary>
    internal IEnumerable<(string Key, string Message)> Objections(EncryptedClause clause)
    {
        if (clause.Precision < Precision) yield return ("precision", TooFine);
        if (!Encrypted) yield return ("features", $"Data of class {Classification} is never scored under encryption. Delete encrypted.");
    }

    /// <summary>The same of an aggregate clause.</summary>
    internal IEnumerable<(string Key, string Message)> Objections(AggregateClause clause)
    {
        if (clause.EpsilonPerQuery > EpsilonPerQuery)
            yield return ("epsilonPerQuery", $"Data of class {Classification} gives at most {EpsilonPerQuery} a query. Write {EpsilonPerQuery} or less.");
    }

    /// <summary>The same of a product, which could else promise what no contract may grant.</summary>
    internal IEnumerable<(string[] Path, string Message)> Objections(ProductDocument product)
    {
        if (product.Aggregate is { } surface && surface.MinSubjects < MinSubjects)
            yield return (["aggregate", "minSubjects"], $"Data of class {Classification} shows keys of at least {MinSubjects} people. Write {MinSubjects} or more.");
        if (product.Floor.MaxEpsilonPerQuery > EpsilonPerQuery)
            yield return (["floor", "maxEpsilonPerQuery"], $"Data of class {Classification} gives at most {EpsilonPerQuery} a query. Write {EpsilonPerQuery} or less.");
        if (product.Encrypted is not null && !Encrypted)
            yield return (["encrypted"], $"Data of class {Classification} is never scored under encryption. Delete it.");
    }

    private string TooFine => $"Data of class {Classification} is scored in multiples of {Precision} points at the finest. Write {Precision} or more.";

    private static Epsilon Of(string epsilon) => Epsilon.TryParse(epsilon, out var parsed) ? parsed : throw new ArgumentException("No epsilon.", nameof(epsilon));
}

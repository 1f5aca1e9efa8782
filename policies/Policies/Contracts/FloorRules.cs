using Policies.Datasets;
using Sandbox.Protocol.Jobs;

namespace Policies.Contracts;

/// <summary>What a dataset's classification demands of every contract over it. Products may demand more, never less.</summary>
/// <param name="Classification">The classification.</param>
/// <param name="Precision">The finest rounding of scores, in points.</param>
/// <param name="Reasons">The most reasons a score.</param>
/// <param name="MembershipMayShow">Whether unknown subjects may be treated so that it shows who is known.</param>
public sealed record FloorRules(Classification Classification, int Precision, int Reasons, bool MembershipMayShow)
{
    /// <summary>The one table of floor rules.</summary>
    public static IReadOnlyList<FloorRules> Table { get; } =
    [
        new(Classification.L1, Precision: 1, Reasons: 3, MembershipMayShow: true),
        new(Classification.L2, Precision: 1, Reasons: 3, MembershipMayShow: true),
        new(Classification.L3, Precision: 1, Reasons: 3, MembershipMayShow: true),
        new(Classification.L4, Precision: 5, Reasons: 1, MembershipMayShow: false),
    ];

    /// <summary>The rules of a classification.</summary>
    public static FloorRules Of(Classification classification) => Table.Single(r => r.Classification == classification);

    /// <summary>Every way in which a clause undercuts these rules: the key at fault and what to do.</summary>
    internal IEnumerable<(string Key, string Message)> Objections(ScoreClause clause)
    {
        if (clause.Precision < Precision)
            yield return ("precision", $"Data of class {Classification} is scored in multiples of {Precision} points at the finest. Write {Precision} or more.");
        if (clause.Reasons > Reasons)
            yield return ("reasons", $"Data of class {Classification} gives at most {Reasons} reasons a score. Write {Reasons} or less.");
        if (!MembershipMayShow && clause.UnknownSubjects != UnknownSubjects.Imputed)
            yield return ("unknownSubjects", $"With data of class {Classification} it may not show who is known. Write imputed, with acceptsImputed: true.");
    }
}

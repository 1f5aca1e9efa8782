using Sandbox.Protocol;

namespace Policies.Costs;

/// <summary>The windows in which quotas are counted. Calendar windows turn over at midnight in Asia/Shanghai.</summary>
public enum QuotaWindow
{
    /// <summary>A token bucket that refills at the limit a second and holds one second's worth.</summary>
    Second,

    /// <summary>A calendar day.</summary>
    Day,

    /// <summary>A calendar month.</summary>
    Month,
}

/// <summary>What of a request a demand counts.</summary>
public enum DemandOf
{
    /// <summary>The request itself: its amount stands as it is.</summary>
    Request,

    /// <summary>Its subjects together: the amount is of each.</summary>
    SubjectCount,

    /// <summary>Each of its subjects on its own.</summary>
    EachSubject,

    /// <summary>Those of its subjects that the window has not seen yet: the limit is of different people.</summary>
    DistinctSubjects,
}

/// <summary>What a grant demands of the quotas before it may run. All demands of a request are taken, or none is.</summary>
/// <param name="Owner">Whose counter it is: a contract's id, or for a per-subject cap the consumer's.</param>
/// <param name="Name">The counter's name: <c>calls</c>, <c>subjects</c>, <c>distinct-subjects</c> or <c>subject</c>.</param>
/// <param name="Window">The window.</param>
/// <param name="Limit">The most in one window.</param>
/// <param name="Amount">What this request takes, or for what counts subjects 1 of each of <paramref name="Subjects"/>.</param>
/// <param name="Subjects">Null, or the distinct subjects that are counted on their own or as different people.</param>
/// <param name="Of">What is counted. A grant is shared by requests and names no subject; <see cref="For"/> fills them in.</param>
public sealed record QuotaDemand(
    string Owner, string Name, QuotaWindow Window, long Limit, long Amount, IReadOnlyList<SubjectId>? Subjects = null, DemandOf Of = DemandOf.Request)
{
    /// <summary>The demand of a request about these subjects.</summary>
    public QuotaDemand For(IReadOnlyList<SubjectId> subjects) => Of switch
    {
        DemandOf.SubjectCount => this with { Amount = Amount * subjects.Count },
        DemandOf.EachSubject or DemandOf.DistinctSubjects => this with { Subjects = subjects },
        _ => this,
    };
}

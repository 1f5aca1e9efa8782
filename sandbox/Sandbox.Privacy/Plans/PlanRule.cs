using System.Numerics;
using Sandbox.Privacy.Measures;

namespace Sandbox.Privacy.Plans;

/// <summary>What documents and query say that a plan depends on; nothing of it is data.</summary>
/// <param name="MaxRows">The most rows of one person, enforced at import.</param>
/// <param name="Keep">M of ranked rows, at most <paramref name="MaxRows"/>.</param>
/// <param name="Groups">L₀ of per subject.</param>
/// <param name="KeysConstant">There are no group columns, or all are constant per person.</param>
/// <param name="WhereConstant">There is no predicate, or it is over columns that are constant per person.</param>
/// <param name="PublicGroups">The number of groups when all keys are public; null otherwise.</param>
/// <param name="Measures">What is measured.</param>
public sealed record PlanFacts(
    int MaxRows, int Keep, int Groups, bool KeysConstant, bool WhereConstant, long? PublicGroups, IReadOnlyList<PlanMeasure> Measures);

/// <summary>A measurement as either plan would have it: a sum has a row's bounds in the one and a person's in the other.</summary>
/// <param name="Ranked">Under ranked rows.</param>
/// <param name="PerSubject">Under per subject.</param>
public sealed record PlanMeasure(Shape Ranked, Shape PerSubject);

/// <summary>
/// The written rule. A plan is <i>whole</i> when it leaves nothing out: ranked rows when M is the enforced maximum of rows, or when only people are counted and
/// neither keys nor predicate change within a person (then one row tells it); per subject when nobody can be in more than L₀ groups.
/// <list type="number">
/// <item>Exactly one plan is whole: that one.</item>
/// <item>Otherwise ranked rows, when it needs at most 1.1 times the noise for every measurement, because it is an order of magnitude faster.</item>
/// <item>Otherwise per subject.</item>
/// </list>
/// A count of people never uses ranked rows that are not whole for it: it would miss people, not only rows.
/// </summary>
public static class PlanRule
{
    /// <summary>The plan of a query.</summary>
    public static Bounding Choose(PlanFacts facts)
    {
        var (ranked, perSubject) = (Bounding.RankedRows(facts.Keep), Bounding.PerSubject(facts.Groups, facts.Keep));
        var rankedIsWhole = facts.Keep >= facts.MaxRows
            || (facts is { KeysConstant: true, WhereConstant: true } && facts.Measures.All(m => m.Ranked is SubjectCountShape));
        var perSubjectIsWhole = facts.Keep >= facts.MaxRows && (facts.KeysConstant || facts.Groups >= facts.MaxRows || facts.Groups >= facts.PublicGroups);
        if (rankedIsWhole != perSubjectIsWhole) return rankedIsWhole ? ranked : perSubject;
        if (!rankedIsWhole && facts.Measures.Any(m => m.Ranked is SubjectCountShape)) return perSubject;
        return facts.Measures.All(m => IsClose(m, facts, ranked, perSubject)) ? ranked : perSubject;
    }

    // Δ₂ ≤ 1.1·Δ₂', in squares of integers: 100·Δ₂² ≤ 121·Δ₂'².
    private static bool IsClose(PlanMeasure measure, PlanFacts facts, Bounding ranked, Bounding perSubject) =>
        100 * Squared(measure.Ranked, facts, ranked) <= 121 * Squared(measure.PerSubject, facts, perSubject);

    private static BigInteger Squared(Shape shape, PlanFacts facts, Bounding plan) =>
        shape.Components(plan, plan.Reach(facts.KeysConstant, facts.PublicGroups)).Aggregate(BigInteger.Zero, (most, c) => BigInteger.Max(most, c.L2Squared));
}

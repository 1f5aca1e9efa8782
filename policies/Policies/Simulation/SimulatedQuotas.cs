using Policies.Contracts;
using Policies.Decisions;
using Policies.Usage;

namespace Policies.Simulation;

/// <summary>
/// The quotas of days and months, counted over recorded requests. Those of a second and of different people are not: the log tells the time of an
/// answer, not of its request, and knows people by hashes only.
/// </summary>
internal sealed class SimulatedQuotas(QuotaClause quota)
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);
    private (DateOnly Day, long Calls, long Subjects) _day;
    private (UsageMonth Month, long Calls, long Subjects) _month;

    /// <summary>Counts a request, unless a quota has no room; then its code.</summary>
    public string? TryTake(UsageFact fact)
    {
        var day = DateOnly.FromDateTime(fact.Time.ToOffset(Shanghai).DateTime);
        var month = UsageMonth.Of(fact.Time);
        if (day > _day.Day) _day = (day, 0, 0);
        if (month.Number > _month.Month.Number) _month = (month, 0, 0);
        if (_day.Calls + 1 > quota.PerDay || _month.Calls + 1 > quota.PerMonth
            || _day.Subjects + fact.Subjects > quota.SubjectsPerDay || _month.Subjects + fact.Subjects > quota.SubjectsPerMonth)
            return ReasonTable.QuotaExhausted.Code;
        _day = (_day.Day, _day.Calls + 1, _day.Subjects + fact.Subjects);
        _month = (_month.Month, _month.Calls + 1, _month.Subjects + fact.Subjects);
        return null;
    }
}

using Policies.Costs;

namespace Gateway.Quotas;

/// <summary>What no store is ever asked.</summary>
internal static class QuotaRules
{
    public static void Check(QuotaDemand demand)
    {
        if (demand.Amount < 0) throw new ArgumentOutOfRangeException(nameof(demand), "A demand is never negative.");
        if (demand is { Window: QuotaWindow.Second, Subjects: not null }) throw new ArgumentException("Subjects are counted by day or by month.", nameof(demand));
    }
}

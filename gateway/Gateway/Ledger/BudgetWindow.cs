namespace Gateway.Ledger;

/// <summary>Calendar months in Asia/Shanghai (UTC+8, no summer time since 1991), as numbers such as 202611.</summary>
internal static class BudgetWindow
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    /// <summary>The window of an instant.</summary>
    public static int Of(DateTimeOffset time)
    {
        var local = time.ToOffset(Shanghai);
        return (local.Year * 100) + local.Month;
    }

    /// <summary>When a window ends.</summary>
    public static DateTimeOffset End(int window)
    {
        var (year, month) = (window / 100, window % 100);
        return month == 12 ? new DateTimeOffset(year + 1, 1, 1, 0, 0, 0, Shanghai) : new DateTimeOffset(year, month + 1, 1, 0, 0, 0, Shanghai);
    }
}

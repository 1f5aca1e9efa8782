using Policies.Costs;

namespace Gateway.Quotas;

/// <summary>A calendar day or month in Asia/Shanghai (UTC+8, no summer time since 1991).</summary>
/// <param name="Label">20261124 for a day, 202611 for a month.</param>
/// <param name="Start">Its first moment.</param>
/// <param name="End">The first moment of the next.</param>
internal readonly record struct QuotaPeriod(int Label, DateTimeOffset Start, DateTimeOffset End)
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    public TimeSpan Length => End - Start;

    /// <summary>The period of a moment.</summary>
    public static QuotaPeriod Of(QuotaWindow window, DateTimeOffset now)
    {
        var local = now.ToOffset(Shanghai);
        var day = new DateTimeOffset(local.Date, Shanghai);
        if (window is QuotaWindow.Day) return new QuotaPeriod((((day.Year * 100) + day.Month) * 100) + day.Day, day, day.AddDays(1));
        var first = day.AddDays(1 - day.Day);
        return new QuotaPeriod((day.Year * 100) + day.Month, first, first.AddMonths(1));
    }
}

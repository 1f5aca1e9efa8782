namespace Gateway.Audit.Subjects;

/// <summary>How long one subject key is used: until the end of a day, a month or a year in Asia/Shanghai, which has had no summer time since 1991.</summary>
public enum SubjectPeriod
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A calendar year.</summary>
    Year,
}

/// <summary>Where periods end.</summary>
internal static class SubjectPeriods
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    /// <summary>The end of the period that a time lies in.</summary>
    public static DateTimeOffset End(this SubjectPeriod period, DateTimeOffset time)
    {
        var there = time.ToOffset(Shanghai);
        return period switch
        {
            SubjectPeriod.Day => new DateTimeOffset(there.Date, Shanghai).AddDays(1),
            SubjectPeriod.Year => new DateTimeOffset(there.Year, 1, 1, 0, 0, 0, Shanghai).AddYears(1),
            _ => new DateTimeOffset(there.Year, there.Month, 1, 0, 0, 0, Shanghai).AddMonths(1),
        };
    }
}

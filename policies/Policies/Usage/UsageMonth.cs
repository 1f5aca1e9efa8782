using System.Globalization;

namespace Policies.Usage;

/// <summary>A calendar month in Asia/Shanghai.</summary>
public readonly record struct UsageMonth
{
    private const string Format = "yyyy-MM";
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    private UsageMonth(int number) => Number = number;

    /// <summary>Months since the year 0.</summary>
    public int Number { get; }

    /// <summary>Its calendar year.</summary>
    public int Year => Number / 12;

    /// <summary>A month by its <see cref="Number"/>.</summary>
    public static UsageMonth Of(int number) => new(number);

    /// <summary>The month of a moment.</summary>
    public static UsageMonth Of(DateTimeOffset time)
    {
        var local = time.ToOffset(Shanghai);
        return new UsageMonth((local.Year * 12) + local.Month - 1);
    }

    /// <summary>Parses <c>2026-11</c>.</summary>
    public static bool TryParse(string? text, out UsageMonth month)
    {
        var parsed = DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        month = parsed ? new UsageMonth((day.Year * 12) + day.Month - 1) : default;
        return parsed;
    }

    /// <summary>2026-11.</summary>
    public override string ToString() => new DateOnly(Number / 12, (Number % 12) + 1, 1).ToString(Format, CultureInfo.InvariantCulture);
}

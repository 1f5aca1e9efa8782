namespace Policies.Queries.Aggregates;

/// <summary>How large a query may be, whatever a contract grants. The SQL form has the same.</summary>
public static class QueryLimits
{
    /// <summary>The most bytes of a request.</summary>
    public const int Body = 64 << 10;

    /// <summary>The most things to compute.</summary>
    public const int Selections = 16;

    /// <summary>The most columns to group by.</summary>
    public const int Keys = 4;

    /// <summary>The most comparisons.</summary>
    public const int Comparisons = 64;

    /// <summary>The most values of one <c>in</c>.</summary>
    public const int Values = 256;

    /// <summary>The deepest nesting of AND, OR and NOT.</summary>
    public const int Depth = 12;

    /// <summary>The longest text of a literal, in UTF-16 code units.</summary>
    public const int Text = 256;

    /// <summary>The most quantiles of one column.</summary>
    public const int Quantiles = 16;

    /// <summary>The most bins of a histogram.</summary>
    public const int Bins = 64;

    /// <summary>The largest multiple that values may be rounded to.</summary>
    public const long RoundTo = 1_000_000_000;
}

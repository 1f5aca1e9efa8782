namespace Policies.Aggregates;

/// <summary>What may be computed over a group of people. The list is closed.</summary>
public enum AggregateFunction
{
    /// <summary>How many rows.</summary>
    Count,

    /// <summary>How many people.</summary>
    CountSubjects,

    /// <summary>The sum of a measure.</summary>
    Sum,

    /// <summary>The mean of a measure.</summary>
    Mean,

    /// <summary>The variance of a measure.</summary>
    Variance,

    /// <summary>Any quantiles of a measure.</summary>
    Quantile,

    /// <summary>The median of a measure.</summary>
    Median,

    /// <summary>How many values of a measure lie in each of some public bins.</summary>
    Histogram,
}

/// <summary>How documents, requests and people call a function.</summary>
/// <param name="Function">The function.</param>
/// <param name="Id">Its word in documents; never changes once published.</param>
/// <param name="NeedsMeasure">It is computed of a bounded measure, rather than of rows or people as such.</param>
/// <param name="English">Its name in English.</param>
/// <param name="Chinese">Its name in Chinese.</param>
public sealed record FunctionName(AggregateFunction Function, string Id, bool NeedsMeasure, string English, string Chinese)
{
    /// <summary>The one list of functions.</summary>
    public static IReadOnlyList<FunctionName> List { get; } =
    [
        new(AggregateFunction.Count, "count", NeedsMeasure: false, "Number of rows", "记录数"),
        new(AggregateFunction.CountSubjects, "count-subjects", NeedsMeasure: false, "Number of people", "人数"),
        new(AggregateFunction.Sum, "sum", NeedsMeasure: true, "Sum", "总和"),
        new(AggregateFunction.Mean, "mean", NeedsMeasure: true, "Mean", "平均值"),
        new(AggregateFunction.Variance, "variance", NeedsMeasure: true, "Variance", "方差"),
        new(AggregateFunction.Quantile, "quantile", NeedsMeasure: true, "Quantiles", "分位数"),
        new(AggregateFunction.Median, "median", NeedsMeasure: true, "Median", "中位数"),
        new(AggregateFunction.Histogram, "histogram", NeedsMeasure: true, "Histogram", "直方图"),
    ];

    /// <summary>The names of a function.</summary>
    public static FunctionName Of(AggregateFunction function) => List[(int)function];

    internal static IReadOnlyList<(string, AggregateFunction)> Choices { get; } = [.. List.Select(f => (f.Id, f.Function))];
}

using Policies.Aggregates;

namespace Policies.Queries.Aggregates;

/// <summary>A function with what was written in its brackets, whichever way; checked, it is a <see cref="Selection"/>.</summary>
/// <param name="Function">The function.</param>
/// <param name="Column">The column, or null.</param>
/// <param name="HasColumn">Something stands in the column's place.</param>
/// <param name="At">The shares of quantiles; null when none are stated.</param>
/// <param name="Edges">The edges of a histogram; null when none are stated.</param>
/// <param name="Place">Where the function stands.</param>
/// <param name="AtPlace">Where the shares stand.</param>
/// <param name="EdgesPlace">Where the edges stand.</param>
internal sealed record SelectionArguments(
    AggregateFunction Function,
    NamedColumn? Column,
    bool HasColumn,
    IReadOnlyList<ExactNumber>? At,
    IReadOnlyList<ExactNumber>? Edges,
    string Place,
    string AtPlace,
    string EdgesPlace)
{
    private const int ShareDigits = 3;
    private const int MedianShare = 500;

    public Selection? Check(JsonProblems problems)
    {
        var before = problems.Count;
        var needs = FunctionName.Of(Function).NeedsMeasure;
        if (needs && !HasColumn) problems.Add(Place, AggregateProblem.NeedsColumn);
        if (!needs && HasColumn) problems.Add(Place, AggregateProblem.NoColumn);
        if (At is not null && Function != AggregateFunction.Quantile) problems.Add(AtPlace, AggregateProblem.NotOfThisFunction);
        if (Edges is not null && Function != AggregateFunction.Histogram) problems.Add(EdgesPlace, AggregateProblem.NotOfThisFunction);
        var shares = Function switch
        {
            AggregateFunction.Quantile => Shares(problems),
            AggregateFunction.Median => [MedianShare],
            _ => [],
        };
        if (Function == AggregateFunction.Histogram && !Ascending(Edges)) problems.Add(EdgesPlace, AggregateProblem.WantsEdges);
        return problems.Count > before ? null : new Selection(Function, Column, shares, Edges ?? [], Place);
    }

    private int[] Shares(JsonProblems problems)
    {
        if (At is { Count: >= 1 and <= QueryLimits.Quantiles } && At.All(IsShare))
        {
            int[] shares = [.. At.Select(s => (int)s.Floor(ShareDigits)).Distinct().Order()];
            if (shares.Length == At.Count) return shares;
        }

        problems.Add(AtPlace, AggregateProblem.WantsQuantiles);
        return [];
    }

    private static bool IsShare(ExactNumber share) => share.IsMultipleAt(ShareDigits) && share > ExactNumber.Of(0) && share < ExactNumber.Of(1);

    private static bool Ascending(IReadOnlyList<ExactNumber>? edges) =>
        edges is { Count: >= 2 and <= QueryLimits.Bins + 1 } && edges.Zip(edges.Skip(1)).All(pair => pair.First < pair.Second);
}

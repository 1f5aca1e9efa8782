using System.Text.Json;
using System.Text.Unicode;
using Policies.Decisions;

namespace Policies.Queries.Aggregates;

/// <summary>
/// Bytes → <see cref="AggregateQuery"/>, strictly: unknown, duplicate or missing members, comments, trailing bytes, invalid UTF-8, depth: all refused.
/// </summary>
public static class AggregateQueryParser
{
    // The request, its predicate (two levels for each nesting), a comparison and its values.
    private const int MaxDepth = 5 + (2 * QueryLimits.Depth);

    /// <summary>
    /// The query, or a refusal (<see cref="ReasonTable.MalformedQuery"/>) with every problem, each with its JSON path, for a problem inside a SQL text
    /// with line and column. No value of the input is repeated.
    /// </summary>
    /// <param name="utf8">The request's body.</param>
    /// <remarks>Never throws, whatever the bytes.</remarks>
    public static (AggregateQuery? Query, Refusal? Refusal) Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty) return (null, QueryProblem.Empty.At("$"));
        if (utf8.Span.StartsWith("\uFEFF"u8)) return (null, QueryProblem.ByteOrderMark.At("$"));
        if (!Utf8.IsValid(utf8.Span)) return (null, QueryProblem.NotUtf8.At("$"));
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var problems = new JsonProblems();
            var query = AggregateReading.Read(document.RootElement, problems);
            return query is null || problems.Any ? (null, problems.Refusal) : (query, null);
        }
        catch (JsonException)
        {
            return (null, QueryProblem.NotJson.At("$"));
        }
        catch (InvalidOperationException)
        {
            // A text with half a surrogate pair (\ud800), which no UTF-8 can hold.
            return (null, QueryProblem.BrokenText.At("$"));
        }
    }
}

using Policies.Decisions;

namespace Policies.Queries;

/// <summary>Bytes → <see cref="ScoreQuery"/>, strictly: unknown, duplicate or missing members, NaN, invalid UTF-8, comments, trailing bytes, depth: all refused.</summary>
public static class ScoreQueryParser
{
    /// <summary>The query, or the refusal (<see cref="ReasonTable.MalformedQuery"/>, with the JSON path and what is wrong; no value of the input is repeated).</summary>
    /// <param name="utf8">The request's body.</param>
    public static (ScoreQuery? Query, Refusal? Refusal) Parse(ReadOnlySpan<byte> utf8) => throw new NotSupportedException();
}

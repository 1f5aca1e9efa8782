using System.Text.Json;
using System.Text.Unicode;
using Policies.Decisions;

namespace Policies.Queries;

/// <summary>Bytes → <see cref="ScoreQuery"/>, strictly: unknown, duplicate or missing members, NaN, invalid UTF-8, comments, trailing bytes, depth: all refused.</summary>
public static class ScoreQueryParser
{
    /// <summary>The most subjects that are read at all; how many a request may have is for the contract to say.</summary>
    public const int MaxSubjects = 10_000;

    /// <summary>The most distinct consumer features that are read at all.</summary>
    public const int MaxFeatures = 256;

    // The object, its subjects, a subject, its features.
    private const int MaxDepth = 4;

    /// <summary>The query, or the refusal (<see cref="ReasonTable.MalformedQuery"/>, with the JSON path and what is wrong; no value of the input is repeated).</summary>
    /// <param name="utf8">The request's body.</param>
    /// <remarks>Never throws, whatever the bytes. Reading ends at the first thing that is wrong.</remarks>
    public static (ScoreQuery? Query, Refusal? Refusal) Parse(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return (null, QueryProblem.Empty.At("$"));
        if (utf8.StartsWith("\uFEFF"u8)) return (null, QueryProblem.ByteOrderMark.At("$"));
        if (!Utf8.IsValid(utf8)) return (null, QueryProblem.NotUtf8.At("$"));
        var reading = new ScoreQueryReading(new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth }));
        try
        {
            var query = reading.Read();
            return query is null ? (null, reading.Problem!.At(reading.Path)) : (query, null);
        }
        catch (JsonException)
        {
            return (null, QueryProblem.NotJson.At(reading.Path));
        }
        catch (InvalidOperationException)
        {
            // A text with half a surrogate pair (\ud800), which no UTF-8 can hold.
            return (null, QueryProblem.BrokenText.At(reading.Path));
        }
    }
}

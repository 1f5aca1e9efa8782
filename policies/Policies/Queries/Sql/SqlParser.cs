using System.Globalization;
using Policies.Queries.Aggregates;
using Superpower.Model;

namespace Policies.Queries.Sql;

/// <summary>
/// A SQL text → the same query that the JSON members say. The text never goes further than here: what reaches an engine is generated anew, from the
/// typed query.
/// </summary>
internal static class SqlParser
{
    private const int MaxText = 16_384;
    private const int MaxTokens = 4_096;

    public static QueryBody? Parse(string text, string path, JsonProblems problems)
    {
        if (text.Length > MaxText)
        {
            problems.Add(path, AggregateProblem.LongSql);
            return null;
        }

        var words = SqlTokenizer.Run(text);
        if (!words.HasValue) return Fail(words.ErrorPosition, SqlProblem.NoWord);
        if (words.Value.Count() > MaxTokens) return Fail(Position.Zero, AggregateProblem.LongSql);
        if (TooDeep(words.Value) is { } deep) return Fail(deep, AggregateProblem.TooDeep);
        var result = SqlGrammar.Statement(words.Value);
        return result.HasValue
            ? new SqlBinder(path, problems).Bind(result.Value)
            : Fail(result.ErrorPosition, SqlProblem.Expected(result.Expectations ?? []));

        QueryBody? Fail(Position position, QueryProblem problem)
        {
            problems.Add(position.HasValue ? At(path, position) : path, problem);
            return null;
        }
    }

    public static string At(string path, Position position) => string.Create(CultureInfo.InvariantCulture, $"{path}:{position.Line}:{position.Column}");

    // The grammar recurses once a bracket: a thousand of them would take the stack with it.
    private static Position? TooDeep(TokenList<SqlToken> words)
    {
        var depth = 0;
        foreach (var word in words)
        {
            if (word.Kind == SqlToken.Open && ++depth > QueryLimits.Depth) return word.Position;
            if (word.Kind == SqlToken.Close) depth--;
        }

        return null;
    }
}

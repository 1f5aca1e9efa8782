using Policies.Aggregates;
using Policies.Queries.Aggregates;
using Policies.Yaml;
using Superpower.Model;

namespace Policies.Queries.Sql;

/// <summary>Gives the names of a statement their meaning.</summary>
internal sealed class SqlBinder(string path, JsonProblems problems)
{
    private static readonly (string Word, AggregateFunction Function)[] Functions =
    [
        ("count", AggregateFunction.Count), ("sum", AggregateFunction.Sum), ("avg", AggregateFunction.Mean), ("mean", AggregateFunction.Mean),
        ("variance", AggregateFunction.Variance), ("var_pop", AggregateFunction.Variance), ("median", AggregateFunction.Median),
        ("quantile", AggregateFunction.Quantile), ("histogram", AggregateFunction.Histogram),
    ];

    public QueryBody? Bind(SqlStatement statement)
    {
        var before = problems.Count;
        var keys = BindKeys(statement.GroupBy);
        var select = new List<Selection>();
        foreach (var item in statement.Items)
        {
            if (item.Call is not null)
            {
                if (BindCall(item.Name, item.Call) is { } selection) select.Add(selection);
            }
            else if (BindColumn(item.Name) is { } column && !keys.Exists(k => string.Equals(k.Name, column.Name, StringComparison.Ordinal)))
            {
                problems.Add(column.Place, SqlProblem.NotGrouped);
            }
        }

        var where = statement.Where is { } condition ? new SqlConditions(this, problems).Bind(condition) : null;
        if (problems.Count == before && select.Count == 0) problems.Add(At(statement.Items[0].Name), SqlProblem.NothingSelected);
        if (select.Count > QueryLimits.Selections) problems.Add(path, AggregateProblem.TooManySelections);
        return problems.Count > before ? null : new QueryBody(new SqlName(Unquote(statement.From), At(statement.From)), select, keys, where);
    }

    public string At(Token<SqlToken> token) => SqlParser.At(path, token.Position);

    /// <summary>Names without quotes are lower-case, as all columns are.</summary>
    public NamedColumn? BindColumn(Token<SqlToken> token)
    {
        var name = Unquote(token);
        if (NamePattern.Column.Matches(name)) return new NamedColumn(name, At(token));
        problems.Add(At(token), AggregateProblem.WantsColumn);
        return null;
    }

    private List<NamedColumn> BindKeys(IReadOnlyList<Token<SqlToken>> tokens)
    {
        var keys = new List<NamedColumn>();
        foreach (var token in tokens)
        {
            if (BindColumn(token) is not { } key) continue;
            if (keys.Exists(k => string.Equals(k.Name, key.Name, StringComparison.Ordinal))) problems.Add(key.Place, AggregateProblem.RepeatedKey);
            keys.Add(key);
        }

        if (keys.Count > QueryLimits.Keys) problems.Add(keys[QueryLimits.Keys].Place, AggregateProblem.TooManyKeys);
        return keys;
    }

    private Selection? BindCall(Token<SqlToken> name, SqlCall call)
    {
        var place = At(name);
        if (Array.Find(Functions, f => Is(name, f.Word)) is not { Word: not null } found)
        {
            problems.Add(place, SqlProblem.WantsFunction);
            return null;
        }

        if (found.Function == AggregateFunction.Count) return BindCount(call, place);
        if (call.Words is not [{ Kind: SqlToken.Name } word])
        {
            problems.Add(place, SqlProblem.WantsOneColumn);
            return null;
        }

        if (BindColumn(word) is not { } column || Numbers(call.Numbers) is not { } numbers) return null;
        IReadOnlyList<ExactNumber>? stated = numbers.Count > 0 ? numbers : null;
        var edges = found.Function == AggregateFunction.Histogram;
        return new SelectionArguments(found.Function, column, HasColumn: true, edges ? null : stated, edges ? stated : null, place, place, place).Check(problems);
    }

    private Selection? BindCount(SqlCall call, string place)
    {
        if (call.Numbers.Count == 0 && call.Words is [{ Kind: SqlToken.Star }]) return new Selection(AggregateFunction.Count, null, [], [], place);
        if (call.Numbers.Count == 0 && call.Words is [var first, var second] && Is(first, "distinct") && Is(second, "subject"))
            return new Selection(AggregateFunction.CountSubjects, null, [], [], place);
        problems.Add(place, SqlProblem.WantsCount);
        return null;
    }

    private List<ExactNumber>? Numbers(IReadOnlyList<Token<SqlToken>> tokens)
    {
        var numbers = new List<ExactNumber>();
        foreach (var token in tokens)
        {
            if (!ExactNumber.TryParse(token.Span.ToStringValue(), out var number))
            {
                problems.Add(At(token), AggregateProblem.LongNumber);
                return null;
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static bool Is(Token<SqlToken> token, string word) => token.Span.EqualsValueIgnoreCase(word);

    private static string Unquote(Token<SqlToken> token)
    {
        var text = token.ToStringValue();
        return text.StartsWith('"') ? text[1..^1] : text.ToLowerInvariant();
    }
}

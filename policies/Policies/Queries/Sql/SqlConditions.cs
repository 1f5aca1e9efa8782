using Policies.Aggregates;
using Policies.Queries.Aggregates;

namespace Policies.Queries.Sql;

/// <summary>The conditions of a statement as predicates.</summary>
internal sealed class SqlConditions(SqlBinder binder, JsonProblems problems)
{
    private int _comparisons;

    public Predicate? Bind(SqlCondition condition) => condition switch
    {
        SqlCondition.Not not => Bind(not.Part) is { } part ? new Predicate.Not(part) : null,
        SqlCondition.And and => Parts(and.Parts) is { } parts ? new Predicate.And(parts) : null,
        SqlCondition.Or or => Parts(or.Parts) is { } parts ? new Predicate.Or(parts) : null,
        SqlCondition.Compare compare => Bind(compare),
        _ => throw new InvalidOperationException("The grammar knows no other condition."),
    };

    private List<Predicate>? Parts(IReadOnlyList<SqlCondition> conditions)
    {
        Predicate?[] parts = [.. conditions.Select(Bind)];
        return Array.Exists(parts, p => p is null) ? null : [.. parts.OfType<Predicate>()];
    }

    private Predicate.Comparison? Bind(SqlCondition.Compare compare)
    {
        var place = binder.At(compare.Column);
        if (++_comparisons > QueryLimits.Comparisons) return Fail(place, AggregateProblem.TooManyComparisons);
        if (compare.Literals.Count > QueryLimits.Values) return Fail(place, AggregateProblem.TooManyValues);
        var column = binder.BindColumn(compare.Column);
        QueryLiteral?[] literals = [.. compare.Literals.Select(Bind)];
        if (column is null || Array.Exists(literals, l => l is null)) return null;
        return new Predicate.Comparison(column, compare.Operator, [.. literals.OfType<QueryLiteral>()], place);
    }

    private QueryLiteral? Bind(SqlLiteral literal)
    {
        var (token, place) = (literal.Token, binder.At(literal.Token));
        if (literal.Prefix is { } prefix && !prefix.Span.EqualsValueIgnoreCase("date")) return Fail<QueryLiteral>(binder.At(prefix), SqlProblem.WantsDate);
        var text = token.ToStringValue();
        switch (token.Kind)
        {
            case SqlToken.Number:
                return ExactNumber.TryParse(text, out var number) ? new QueryLiteral.Number(number) : Fail<QueryLiteral>(place, AggregateProblem.LongNumber);
            case SqlToken.Text:
                var value = text[1..^1].Replace("''", "'", StringComparison.Ordinal);
                return value.Length <= QueryLimits.Text ? new QueryLiteral.Text(value) : Fail<QueryLiteral>(place, AggregateProblem.LongText);
            default:
                if (text.Equals("true", StringComparison.OrdinalIgnoreCase)) return new QueryLiteral.Truth(true);
                if (text.Equals("false", StringComparison.OrdinalIgnoreCase)) return new QueryLiteral.Truth(false);
                return Fail<QueryLiteral>(place, AggregateProblem.WantsLiteral);
        }
    }

    private Predicate.Comparison? Fail(string place, QueryProblem problem) => Fail<Predicate.Comparison>(place, problem);

    private T? Fail<T>(string place, QueryProblem problem)
        where T : class
    {
        problems.Add(place, problem);
        return null;
    }
}

using Policies.Aggregates;
using Superpower;
using Superpower.Model;
using Superpower.Parsers;

namespace Policies.Queries.Sql;

/// <summary>
/// The subset: <c>SELECT items FROM product [WHERE condition] [GROUP BY columns] [;]</c>. The grammar knows no more than is listed here; whatever else
/// SQL has is an error with its position. Brackets nest by recursion, so the caller bounds them first.
/// </summary>
internal static class SqlGrammar
{
    private static readonly TokenListParser<SqlToken, Token<SqlToken>> Name = Token.EqualTo(SqlToken.Name);
    private static readonly TokenListParser<SqlToken, Token<SqlToken>> Comma = Token.EqualTo(SqlToken.Comma);

    private static readonly TokenListParser<SqlToken, SqlCall> Arguments =
        from words in Token.EqualTo(SqlToken.Star).Or(Name).Many()
        from numbers in Comma.IgnoreThen(Token.EqualTo(SqlToken.Number)).Many()
        select new SqlCall(words, numbers);

    private static readonly TokenListParser<SqlToken, SqlItem> Item =
        from name in Name
        from call in Arguments.Between(Token.EqualTo(SqlToken.Open), Token.EqualTo(SqlToken.Close)).AsNullable().OptionalOrDefault()
        select new SqlItem(name, call);

    private static readonly TokenListParser<SqlToken, SqlLiteral> Literal =
        Token.EqualTo(SqlToken.Number).Or(Token.EqualTo(SqlToken.Text)).Select(t => new SqlLiteral(t))
            .Or(from word in Name from text in Token.EqualTo(SqlToken.Text).Optional() select text is { } t ? new SqlLiteral(t, word) : new SqlLiteral(word));

    private static readonly TokenListParser<SqlToken, ComparisonOperator> Sign =
        Token.EqualTo(SqlToken.Equal).Value(ComparisonOperator.Equal)
            .Or(Token.EqualTo(SqlToken.NotEqual).Value(ComparisonOperator.NotEqual))
            .Or(Token.EqualTo(SqlToken.LessOrEqual).Value(ComparisonOperator.LessOrEqual))
            .Or(Token.EqualTo(SqlToken.Less).Value(ComparisonOperator.Less))
            .Or(Token.EqualTo(SqlToken.GreaterOrEqual).Value(ComparisonOperator.GreaterOrEqual))
            .Or(Token.EqualTo(SqlToken.Greater).Value(ComparisonOperator.Greater));

    private static readonly TokenListParser<SqlToken, (ComparisonOperator Operator, SqlLiteral[] Literals)> Range =
        (from word in Token.EqualTo(SqlToken.In)
         from values in Literal.AtLeastOnceDelimitedBy(Comma).Between(Token.EqualTo(SqlToken.Open), Token.EqualTo(SqlToken.Close))
         select (ComparisonOperator.In, values))
        .Or(from word in Token.EqualTo(SqlToken.Between)
            from low in Literal
            from and in Token.EqualTo(SqlToken.And)
            from high in Literal
            select (ComparisonOperator.Between, (SqlLiteral[])[low, high]));

    private static readonly TokenListParser<SqlToken, Func<Token<SqlToken>, SqlCondition>> Test =
        (from sign in Sign from literal in Literal select Of(sign, [literal], negated: false))
        .Or(from range in Range select Of(range.Operator, range.Literals, negated: false))
        .Or(from not in Token.EqualTo(SqlToken.Not) from range in Range select Of(range.Operator, range.Literals, negated: true))
        .Or(from word in Token.EqualTo(SqlToken.Is)
            from not in Token.EqualTo(SqlToken.Not).Optional()
            from missing in Token.EqualTo(SqlToken.Null)
            select Of(ComparisonOperator.IsNull, [], negated: not is not null));

    private static readonly TokenListParser<SqlToken, SqlCondition> Simple =
        Parse.Ref(() => Condition!).Between(Token.EqualTo(SqlToken.Open), Token.EqualTo(SqlToken.Close))
            .Or(from column in Name from test in Test select test(column));

    private static readonly TokenListParser<SqlToken, SqlCondition> Factor =
        from nots in Token.EqualTo(SqlToken.Not).Many()
        from simple in Simple
        select nots.Length % 2 == 0 ? simple : new SqlCondition.Not(simple);

    private static readonly TokenListParser<SqlToken, SqlCondition> Term =
        Factor.AtLeastOnceDelimitedBy(Token.EqualTo(SqlToken.And)).Select(parts => parts is [var one] ? one : new SqlCondition.And(parts));

    private static readonly TokenListParser<SqlToken, SqlCondition> Condition =
        Term.AtLeastOnceDelimitedBy(Token.EqualTo(SqlToken.Or)).Select(parts => parts is [var one] ? one : new SqlCondition.Or(parts));

    public static TokenListParser<SqlToken, SqlStatement> Statement { get; } =
        (from first in Token.EqualTo(SqlToken.Select)
         from items in Item.AtLeastOnceDelimitedBy(Comma)
         from word in Token.EqualTo(SqlToken.From)
         from product in Name
         from condition in Token.EqualTo(SqlToken.Where).IgnoreThen(Condition).AsNullable().OptionalOrDefault()
         from keys in Token.EqualTo(SqlToken.Group).IgnoreThen(Token.EqualTo(SqlToken.By)).IgnoreThen(Name.AtLeastOnceDelimitedBy(Comma)).OptionalOrDefault([])
         from end in Token.EqualTo(SqlToken.End).Optional()
         select new SqlStatement(items, product, condition, keys)).AtEnd();

    private static Func<Token<SqlToken>, SqlCondition> Of(ComparisonOperator comparison, IReadOnlyList<SqlLiteral> literals, bool negated) => column =>
    {
        SqlCondition compare = new SqlCondition.Compare(column, comparison, literals);
        return negated ? new SqlCondition.Not(compare) : compare;
    };
}

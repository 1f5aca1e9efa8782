using Policies.Queries.Aggregates;
using Superpower.Model;

namespace Policies.Queries.Sql;

/// <summary>A statement as the grammar reads it, before names and arguments are looked at.</summary>
internal sealed record SqlStatement(IReadOnlyList<SqlItem> Items, Token<SqlToken> From, SqlCondition? Where, IReadOnlyList<Token<SqlToken>> GroupBy);

/// <summary>One item of the list after SELECT.</summary>
/// <param name="Name">A column or a function.</param>
/// <param name="Call">What stands in the brackets; null: it is a column.</param>
internal sealed record SqlItem(Token<SqlToken> Name, SqlCall? Call);

/// <summary>The arguments of a function.</summary>
/// <param name="Words">Names, in order; <c>*</c> as it stands.</param>
/// <param name="Numbers">The numbers after the names.</param>
internal sealed record SqlCall(IReadOnlyList<Token<SqlToken>> Words, IReadOnlyList<Token<SqlToken>> Numbers);

/// <summary>A condition.</summary>
internal abstract record SqlCondition
{
    public sealed record And(IReadOnlyList<SqlCondition> Parts) : SqlCondition;

    public sealed record Or(IReadOnlyList<SqlCondition> Parts) : SqlCondition;

    public sealed record Not(SqlCondition Part) : SqlCondition;

    public sealed record Compare(Token<SqlToken> Column, Policies.Aggregates.ComparisonOperator Operator, IReadOnlyList<SqlLiteral> Literals) : SqlCondition;
}

/// <summary>A literal: a text, a number, or the word TRUE or FALSE, or DATE before a text.</summary>
internal readonly record struct SqlLiteral(Token<SqlToken> Token, Token<SqlToken>? Prefix = null);

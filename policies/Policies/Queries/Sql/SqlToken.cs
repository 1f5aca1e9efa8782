using Superpower.Display;

namespace Policies.Queries.Sql;

/// <summary>The words of the SQL subset. Names of functions and literals of truth are names to the tokeniser; the grammar knows them by their place.</summary>
internal enum SqlToken
{
    [Token(Category = "name")]
    Name,

    [Token(Category = "text")]
    Text,

    [Token(Category = "number")]
    Number,

    [Token(Example = "SELECT")]
    Select,

    [Token(Example = "FROM")]
    From,

    [Token(Example = "WHERE")]
    Where,

    [Token(Example = "GROUP")]
    Group,

    [Token(Example = "BY")]
    By,

    [Token(Example = "AND")]
    And,

    [Token(Example = "OR")]
    Or,

    [Token(Example = "NOT")]
    Not,

    [Token(Example = "IN")]
    In,

    [Token(Example = "BETWEEN")]
    Between,

    [Token(Example = "IS")]
    Is,

    [Token(Example = "NULL")]
    Null,

    [Token(Example = "=")]
    Equal,

    [Token(Example = "<>")]
    NotEqual,

    [Token(Example = "<")]
    Less,

    [Token(Example = "<=")]
    LessOrEqual,

    [Token(Example = ">")]
    Greater,

    [Token(Example = ">=")]
    GreaterOrEqual,

    [Token(Example = "*")]
    Star,

    [Token(Example = ",")]
    Comma,

    [Token(Example = "(")]
    Open,

    [Token(Example = ")")]
    Close,

    [Token(Example = ";")]
    End,
}

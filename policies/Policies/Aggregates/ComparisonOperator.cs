using Sandbox.Protocol.Datasets;

namespace Policies.Aggregates;

/// <summary>How a query may compare a granted column with what it states. The list is closed; comparisons are joined by AND, OR and NOT.</summary>
public enum ComparisonOperator
{
    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>One of some values.</summary>
    In,

    /// <summary>From one value to another, both included.</summary>
    Between,

    /// <summary>Missing.</summary>
    IsNull,
}

/// <summary>How queries and people call an operator, and of which columns it makes sense.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Id">Its word in queries; never changes once published.</param>
/// <param name="Symbol">Its SQL spelling.</param>
/// <param name="NeedsOrder">Only numbers and dates have it.</param>
/// <param name="English">Its name in English.</param>
/// <param name="Chinese">Its name in Chinese.</param>
public sealed record OperatorName(ComparisonOperator Operator, string Id, string Symbol, bool NeedsOrder, string English, string Chinese)
{
    /// <summary>The one list of operators.</summary>
    public static IReadOnlyList<OperatorName> List { get; } =
    [
        new(ComparisonOperator.Equal, "equal", "=", NeedsOrder: false, "Equal", "等于"),
        new(ComparisonOperator.NotEqual, "not-equal", "<>", NeedsOrder: false, "Not equal", "不等于"),
        new(ComparisonOperator.Less, "less", "<", NeedsOrder: true, "Less", "小于"),
        new(ComparisonOperator.LessOrEqual, "less-or-equal", "<=", NeedsOrder: true, "Less or equal", "小于等于"),
        new(ComparisonOperator.Greater, "greater", ">", NeedsOrder: true, "Greater", "大于"),
        new(ComparisonOperator.GreaterOrEqual, "greater-or-equal", ">=", NeedsOrder: true, "Greater or equal", "大于等于"),
        new(ComparisonOperator.In, "in", "IN", NeedsOrder: false, "One of", "属于"),
        new(ComparisonOperator.Between, "between", "BETWEEN", NeedsOrder: true, "Between, both included", "介于（含两端）"),
        new(ComparisonOperator.IsNull, "is-null", "IS NULL", NeedsOrder: false, "Missing", "为空"),
    ];

    /// <summary>The names of an operator.</summary>
    public static OperatorName Of(ComparisonOperator comparison) => List[(int)comparison];

    /// <summary>Whether a column of the type can be compared so.</summary>
    public bool Fits(ColumnType type) => !NeedsOrder || type is ColumnType.Integer or ColumnType.Decimal or ColumnType.Date;
}

using Policies.Aggregates;

namespace Policies.Queries.Aggregates;

/// <summary>
/// Which rows count, as asked. The meaning is SQL's: a comparison with a missing value is neither true nor false, and a row counts when the whole
/// is true.
/// </summary>
public abstract record Predicate
{
    /// <summary>All hold.</summary>
    /// <param name="Parts">At least one.</param>
    public sealed record And(IReadOnlyList<Predicate> Parts) : Predicate;

    /// <summary>One holds.</summary>
    /// <param name="Parts">At least one.</param>
    public sealed record Or(IReadOnlyList<Predicate> Parts) : Predicate;

    /// <summary>It is false.</summary>
    /// <param name="Part">What.</param>
    public sealed record Not(Predicate Part) : Predicate;

    /// <summary>A column against literals.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Operator">How they are compared.</param>
    /// <param name="Literals">One; for <c>in</c> one or more, for <c>between</c> two, for <c>is-null</c> none.</param>
    /// <param name="Place">Where it stands.</param>
    public sealed record Comparison(NamedColumn Column, ComparisonOperator Operator, IReadOnlyList<QueryLiteral> Literals, string Place) : Predicate;
}

/// <summary>A constant in a query.</summary>
public abstract record QueryLiteral
{
    /// <summary>A text; of a date column, a date as yyyy-MM-dd.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : QueryLiteral;

    /// <summary>A number.</summary>
    /// <param name="Value">As written.</param>
    public sealed record Number(ExactNumber Value) : QueryLiteral;

    /// <summary>True or false.</summary>
    /// <param name="Value">Which.</param>
    public sealed record Truth(bool Value) : QueryLiteral;
}

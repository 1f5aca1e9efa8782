namespace Policies.Aggregates.Conditions;

/// <summary>
/// Which rows count, in normal form: without NOT and without unknowns, each part either holds of a row or does not. No part is trivial, lists are
/// flat, sorted and without repetition, and no list has two sets of one column.
/// </summary>
internal abstract record Condition
{
    /// <summary>Every row.</summary>
    public sealed record Everything : Condition;

    /// <summary>No row.</summary>
    public sealed record Nothing : Condition;

    /// <summary>The rows whose value is in a set.</summary>
    public sealed record Within(ValueSet Set) : Condition;

    /// <summary>All hold.</summary>
    public sealed record All(IReadOnlyList<Condition> Parts) : Condition;

    /// <summary>One holds.</summary>
    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition;
}

using System.Text.Json.Serialization;

namespace Sandbox.Protocol.Jobs;

/// <summary>Which rows count. A comparison with a missing value is unknown, as in SQL, and so is NOT of it; only what is true counts.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Compare), "compare")]
[JsonDerivedType(typeof(OneOf), "one-of")]
[JsonDerivedType(typeof(Missing), "missing")]
[JsonDerivedType(typeof(AllOf), "all")]
[JsonDerivedType(typeof(AnyOf), "any")]
[JsonDerivedType(typeof(Negate), "not")]
public abstract record AggregatePredicate;

/// <summary>A column against a literal of the column's type.</summary>
/// <param name="Column">The column; never the subject's.</param>
/// <param name="Is">The comparison; texts and booleans only have <see cref="Comparison.Equal"/> and <see cref="Comparison.NotEqual"/>.</param>
/// <param name="Value">The literal.</param>
public sealed record Compare(string Column, Comparison Is, Literal Value) : AggregatePredicate;

/// <summary>The column is one of some literals, at least one.</summary>
public sealed record OneOf(string Column, IReadOnlyList<Literal> Values) : AggregatePredicate;

/// <summary>The value is missing.</summary>
public sealed record Missing(string Column) : AggregatePredicate;

/// <summary>All of at least one.</summary>
public sealed record AllOf(IReadOnlyList<AggregatePredicate> Parts) : AggregatePredicate;

/// <summary>Any of at least one.</summary>
public sealed record AnyOf(IReadOnlyList<AggregatePredicate> Parts) : AggregatePredicate;

/// <summary>Not.</summary>
public sealed record Negate(AggregatePredicate Part) : AggregatePredicate;

/// <summary>The comparisons.</summary>
public enum Comparison
{
    /// <summary>=</summary>
    Equal,

    /// <summary>&lt;&gt;</summary>
    NotEqual,

    /// <summary>&lt;</summary>
    Less,

    /// <summary>&lt;=</summary>
    LessOrEqual,

    /// <summary>&gt;</summary>
    Greater,

    /// <summary>&gt;=</summary>
    GreaterOrEqual,
}

/// <summary>A value that a query states, of the type of its column. It travels to the engine as a parameter, never as text of a statement.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TextLiteral), "text")]
[JsonDerivedType(typeof(NumberLiteral), "number")]
[JsonDerivedType(typeof(DateLiteral), "date")]
[JsonDerivedType(typeof(BooleanLiteral), "boolean")]
public abstract record Literal;

/// <summary>A text, at most 1,000 characters.</summary>
public sealed record TextLiteral(string Value) : Literal;

/// <summary>A number of an integer or decimal column, on the column's lattice: 12.5 at scale 2 is 1250.</summary>
public sealed record NumberLiteral(long Value) : Literal;

/// <summary>A calendar date.</summary>
public sealed record DateLiteral(DateOnly Value) : Literal;

/// <summary>True or false.</summary>
public sealed record BooleanLiteral(bool Value) : Literal;

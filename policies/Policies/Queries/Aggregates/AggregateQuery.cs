using Policies.Aggregates;
using Policies.Costs;

namespace Policies.Queries.Aggregates;

/// <summary>
/// What a consumer asked about groups of people, typed but not yet held against any dataset: names may be unknown and literals of the wrong type.
/// </summary>
/// <param name="Purpose">The purpose stated.</param>
/// <param name="From">The product that the SQL text names, or null: the request's path alone names it.</param>
/// <param name="Select">What is to be computed; at least one, in the order asked.</param>
/// <param name="GroupBy">Columns, distinct, in the order asked; empty: one group of everybody.</param>
/// <param name="Where">Which rows count; null: all.</param>
/// <param name="Spend">How much privacy it may cost.</param>
/// <param name="Mechanism">The noise.</param>
/// <param name="Output">What is done with the noisy values before they are sent.</param>
public sealed record AggregateQuery(
    string Purpose,
    SqlName? From,
    IReadOnlyList<Selection> Select,
    IReadOnlyList<NamedColumn> GroupBy,
    Predicate? Where,
    SpendLimit Spend,
    NoiseKind Mechanism,
    OutputShape Output) : Query(Purpose, []);

/// <summary>A name in a SQL text.</summary>
/// <param name="Name">The name.</param>
/// <param name="Place">Where it stands, as told to people.</param>
public sealed record SqlName(string Name, string Place);

/// <summary>A column that a query names.</summary>
/// <param name="Name">The name; well formed, perhaps of no column.</param>
/// <param name="Place">Where it is named: a JSON path, for SQL with line and column.</param>
public sealed record NamedColumn(string Name, string Place);

/// <summary>One thing to be computed.</summary>
/// <param name="Function">The function.</param>
/// <param name="Column">Of what; null exactly when the function needs no measure.</param>
/// <param name="Quantiles">For quantiles: the shares, in thousandths, ascending and distinct; for a median 500; else empty.</param>
/// <param name="Edges">For a histogram: ascending edges of the bins, at least two; else empty.</param>
/// <param name="Place">Where it stands.</param>
public sealed record Selection(
    AggregateFunction Function, NamedColumn? Column, IReadOnlyList<int> Quantiles, IReadOnlyList<ExactNumber> Edges, string Place);

/// <summary>The noise that hides a person.</summary>
public enum NoiseKind
{
    /// <summary>Discrete Gaussian: the default, the smaller for the epsilons of practice.</summary>
    Gaussian,

    /// <summary>Discrete Laplace.</summary>
    Laplace,
}

/// <summary>How much a query may cost. At most one of <paramref name="Epsilon"/> and <paramref name="Accuracy"/>; neither: the most that the contract grants.</summary>
/// <param name="Epsilon">The epsilon asked for.</param>
/// <param name="Accuracy">The accuracy asked for, at the cheapest epsilon that gives it.</param>
/// <param name="FemtoDelta">The δ for keys that are not public, in 10⁻¹⁵; null: a hundredth of the contract's window. Not charged without such keys.</param>
/// <param name="Place">Where it is stated.</param>
public sealed record SpendLimit(Epsilon? Epsilon, AccuracyTarget? Accuracy, long? FemtoDelta, string Place);

/// <summary>Half the width of a 95 % interval that each value is to have at the most.</summary>
/// <param name="Within">The half width, in the value's own unit; above 0.</param>
/// <param name="Rows">How many rows the consumer takes a group to have; a mean's accuracy depends on it. Null when not stated.</param>
public sealed record AccuracyTarget(ExactNumber Within, long? Rows);

/// <summary>Post-processing, which costs no privacy.</summary>
/// <param name="NonNegative">Counts and sums of what cannot be negative are shown as 0 when the noise took them below.</param>
/// <param name="RoundTo">Values are rounded to multiples of this many of the value's own unit; null: not.</param>
public sealed record OutputShape(bool NonNegative, long? RoundTo);

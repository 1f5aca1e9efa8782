using System.Collections.Frozen;
using Sandbox.Protocol.Datasets;

namespace Policies.Aggregates.Conditions;

/// <summary>
/// What an import has proved of a column, as far as conditions go: which values it can have at all. A condition is simplified by these facts, so they
/// must hold of every row of every version: bounds, domain and nullability do.
/// </summary>
internal sealed class ColumnFacts(ColumnSpec spec)
{
    private const int MaxDigits = 18;

    public ColumnSpec Spec { get; } = spec;

    public string Name => Spec.Name;

    /// <summary>The values of a column that is no text, on its lattice, one interval; null for texts.</summary>
    public Intervals? Lattice { get; } = spec.Type switch
    {
        ColumnType.Integer => Intervals.Of(Unit(spec.Lower, 0) ?? long.MinValue, Unit(spec.Upper, 0) ?? long.MaxValue),
        ColumnType.Decimal => Intervals.Of(Unit(spec.Lower, spec.Scale) ?? -MaxUnits, Unit(spec.Upper, spec.Scale) ?? MaxUnits),
        ColumnType.Date => Intervals.Of(DateOnly.MinValue.DayNumber, DateOnly.MaxValue.DayNumber),
        ColumnType.Boolean => Intervals.Of(0, 1),
        _ => null,
    };

    /// <summary>The only texts, where they are declared.</summary>
    public FrozenSet<string>? Domain { get; } = spec.Type == ColumnType.Text ? spec.Domain?.ToFrozenSet(StringComparer.Ordinal) : null;

    private static long MaxUnits => (long)Math.Pow(10, MaxDigits) - 1;

    /// <summary>Bounds are whole multiples of the column's unit and have at most 18 digits: the documents see to it.</summary>
    private static long? Unit(decimal? bound, int scale)
    {
        if (bound is not { } units) return null;
        for (var i = 0; i < scale; i++) units *= 10;
        return (long)units;
    }
}

using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>Whether a predicate is small and whole, and whether it fits the columns.</summary>
internal static class PredicateCheck
{
    /// <summary>Within the limits, and nothing in it is missing.</summary>
    public static bool IsSound(AggregatePredicate predicate)
    {
        var left = AggregateLimits.MaxPredicateSize;
        return IsSound(predicate, AggregateLimits.MaxPredicateDepth, ref left);
    }

    /// <summary>Every column is there, and every literal is of its column's type.</summary>
    public static bool Fits(AggregatePredicate predicate, Func<string, ColumnSpec?> column) => predicate switch
    {
        Compare compare => column(compare.Column) is { } found && Literals.Fits(compare.Value, found)
            && (compare.Is is Comparison.Equal or Comparison.NotEqual || found.Type is ColumnType.Integer or ColumnType.Decimal or ColumnType.Date),
        OneOf oneOf => column(oneOf.Column) is { } found && oneOf.Values.All(v => Literals.Fits(v, found)),
        Missing missing => column(missing.Column) is not null,
        AllOf all => all.Parts.All(p => Fits(p, column)),
        AnyOf any => any.Parts.All(p => Fits(p, column)),
        Negate not => Fits(not.Part, column),
        _ => false,
    };

    /// <summary>The columns that it looks at.</summary>
    public static IEnumerable<string> Columns(AggregatePredicate? predicate) => predicate switch
    {
        Compare compare => [compare.Column],
        OneOf oneOf => [oneOf.Column],
        Missing missing => [missing.Column],
        AllOf all => all.Parts.SelectMany(Columns),
        AnyOf any => any.Parts.SelectMany(Columns),
        Negate not => Columns(not.Part),
        _ => [],
    };

    private static bool IsSound(AggregatePredicate? predicate, int depth, ref int left)
    {
        if (predicate is null || depth == 0 || --left < 0) return false;
        switch (predicate)
        {
            case Compare compare:
                return AggregateJobReader.IsName(compare.Column) && Enum.IsDefined(compare.Is) && AggregateJobReader.IsSound(compare.Value);
            case OneOf oneOf:
                left -= oneOf.Values?.Count ?? 0;
                return left >= 0 && AggregateJobReader.IsName(oneOf.Column) && oneOf.Values is { Count: >= 1 } && oneOf.Values.All(AggregateJobReader.IsSound);
            case Missing missing:
                return AggregateJobReader.IsName(missing.Column);
            case Negate not:
                return IsSound(not.Part, depth - 1, ref left);
            default:
                var parts = predicate is AllOf all ? all.Parts : ((AnyOf)predicate).Parts;
                if (parts is not { Count: >= 1 }) return false;
                foreach (var part in parts)
                    if (!IsSound(part, depth - 1, ref left)) return false;
                return true;
        }
    }
}

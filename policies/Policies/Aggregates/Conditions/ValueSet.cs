namespace Policies.Aggregates.Conditions;

/// <summary>A set of values of one column, with or without the missing one. Two sets of the same values are the same.</summary>
/// <param name="Column">The column.</param>
/// <param name="Missing">Whether a missing value is in it; never for a column that has none.</param>
internal abstract record ValueSet(ColumnFacts Column, bool Missing)
{
    /// <summary>No value, not even a missing one.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Every value that the column can have, the missing one too where it can be.</summary>
    public bool IsWhole => HoldsAllValues && Missing == Column.Spec.Nullable;

    /// <summary>Every value but perhaps the missing one.</summary>
    public abstract bool HoldsAllValues { get; }

    public abstract ValueSet Or(ValueSet other);

    public abstract ValueSet And(ValueSet other);

    /// <summary>The values that are not in it, without the missing one: what NOT makes of a comparison.</summary>
    public abstract ValueSet NotValues();
}

/// <summary>Of a column of numbers, dates or booleans, on its lattice.</summary>
internal sealed record LatticeSet(ColumnFacts Column, Intervals Values, bool Missing) : ValueSet(Column, Missing)
{
    public override bool IsEmpty => Values.IsEmpty && !Missing;

    public override bool HoldsAllValues => Values.Same(Column.Lattice!);

    public override ValueSet Or(ValueSet other) =>
        new LatticeSet(Column, Values.Or(((LatticeSet)other).Values), Missing || other.Missing);

    public override ValueSet And(ValueSet other) =>
        new LatticeSet(Column, Values.And(((LatticeSet)other).Values), Missing && other.Missing);

    public override ValueSet NotValues() => new LatticeSet(Column, Values.Not(Column.Lattice!), Missing: false);
}

/// <summary>
/// Of a column of texts: those that are listed, or (for a column whose texts are not declared) all that are not. With a declared domain the list is of
/// what is in it, so that both spellings of a set are one.
/// </summary>
internal sealed record TextSet(ColumnFacts Column, SortedSet<string> Texts, bool Except, bool Missing) : ValueSet(Column, Missing)
{
    public override bool IsEmpty => !Except && Texts.Count == 0 && !Missing;

    public override bool HoldsAllValues => Except ? Texts.Count == 0 : Column.Domain is { } domain && Texts.Count == domain.Count;

    /// <summary>The texts in it.</summary>
    public static TextSet Of(ColumnFacts column, IEnumerable<string> texts, bool missing) =>
        new(column, New(texts.Where(t => column.Domain?.Contains(t) != false)), Except: false, missing);

    public override ValueSet Or(ValueSet other) => ((TextSet)other) switch
    {
        var o when Except && o.Except => With(Texts.Intersect(o.Texts, StringComparer.Ordinal), except: true, Missing || o.Missing),
        var o when Except => With(Texts.Except(o.Texts, StringComparer.Ordinal), except: true, Missing || o.Missing),
        var o when o.Except => o.Or(this),
        var o => With(Texts.Union(o.Texts, StringComparer.Ordinal), except: false, Missing || o.Missing),
    };

    public override ValueSet And(ValueSet other) => ((TextSet)other) switch
    {
        var o when Except && o.Except => With(Texts.Union(o.Texts, StringComparer.Ordinal), except: true, Missing && o.Missing),
        var o when Except => With(o.Texts.Except(Texts, StringComparer.Ordinal), except: false, Missing && o.Missing),
        var o when o.Except => o.And(this),
        var o => With(Texts.Intersect(o.Texts, StringComparer.Ordinal), except: false, Missing && o.Missing),
    };

    public override ValueSet NotValues() => Column.Domain is { } domain
        ? With(domain.Except(Texts, StringComparer.Ordinal), except: false, missing: false)
        : With(Texts, !Except, missing: false);

    private TextSet With(IEnumerable<string> texts, bool except, bool missing) => new(Column, New(texts), except, missing);

    private static SortedSet<string> New(IEnumerable<string> texts) => new(texts, StringComparer.Ordinal);
}

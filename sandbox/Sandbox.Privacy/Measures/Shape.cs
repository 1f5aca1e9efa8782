using System.Numerics;
using Sandbox.Privacy.Plans;

namespace Sandbox.Privacy.Measures;

/// <summary>
/// What a measurement adds up, and so how far one person moves it. Components get independent noise; what the parts spend adds up to what the whole spends
/// (composition, Bun and Steinke 2016, lemma 2.3), so each part's own sensitivity is all that has to be right.
/// </summary>
public abstract record Shape
{
    /// <summary>The components, in the order of their numbers.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="reach">Δ₀ by <see cref="Bounding.Reach"/>.</param>
    public abstract IReadOnlyList<Component> Components(Bounding plan, int reach);

    /// <summary>
    /// A component to which each row adds at most <paramref name="row"/> to one group. Ranked rows: M rows, in one group at worst (|a| + |b| is most, and so is
    /// a² + b² under |a| + |b| ≤ M·row, when all is in one). Per subject: R rows in each of Δ₀ groups.
    /// </summary>
    private protected static Component OfRows(Bounding plan, int reach, BigInteger row, int gaussianWeight = 1, int laplaceWeight = 1)
    {
        var cell = plan.Rows * row;
        return plan.Kind == PlanKind.RankedRows
            ? new Component(cell, cell * cell, cell, gaussianWeight, laplaceWeight)
            : OfCells(reach, cell, gaussianWeight, laplaceWeight);
    }

    /// <summary>A component to which each person adds at most <paramref name="cell"/> to each of Δ₀ groups.</summary>
    private protected static Component OfCells(int reach, BigInteger cell, int gaussianWeight = 1, int laplaceWeight = 1) =>
        new(reach * cell, reach * cell * cell, cell, gaussianWeight, laplaceWeight);
}

/// <summary>The number of rows.</summary>
public sealed record RowCountShape : Shape
{
    /// <inheritdoc/>
    public override IReadOnlyList<Component> Components(Bounding plan, int reach) => [OfRows(plan, reach, BigInteger.One)];
}

/// <summary>The number of people.</summary>
public sealed record SubjectCountShape : Shape
{
    /// <inheritdoc/>
    public override IReadOnlyList<Component> Components(Bounding plan, int reach) => [OfCells(reach, BigInteger.One)];
}

/// <summary>A sum. The bounds are a row's under ranked rows, and a person's in a group under per subject.</summary>
/// <param name="Lower">The smallest, on the lattice.</param>
/// <param name="Upper">The largest; not both are 0.</param>
public sealed record SumShape(long Lower, long Upper) : Shape
{
    /// <inheritdoc/>
    public override IReadOnlyList<Component> Components(Bounding plan, int reach)
    {
        var largest = BigInteger.Max(BigInteger.Abs(Lower), BigInteger.Abs(Upper));
        return [plan.Kind == PlanKind.RankedRows ? OfRows(plan, reach, largest) : OfCells(reach, largest)];
    }
}

/// <summary>A dyadic tree of counts over 2^<paramref name="Levels"/> bins: each row adds 1 to one node of each level, the root excepted.</summary>
/// <param name="Levels">t.</param>
public sealed record TreeShape(int Levels) : Shape
{
    /// <summary>Nodes in all.</summary>
    public int Nodes => (1 << (Levels + 1)) - 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Component> Components(Bounding plan, int reach) =>
        [.. Enumerable.Repeat(OfRows(plan, reach, BigInteger.One), Levels)];
}

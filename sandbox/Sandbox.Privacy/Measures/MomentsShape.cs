using System.Numerics;
using Sandbox.Privacy.Plans;

namespace Sandbox.Privacy.Measures;

/// <summary>
/// N, Σw and, for order 2, Σ(2w² − W²), where w = 2x − (lower + upper) lies in [−W, W], W = upper − lower: the count, the centred sum and the centred sum of
/// squares on the integers. With u = w/W a row adds (1, u, u² − ½), whose squares add up to 1¼ + u⁴ ≤ 2¼ = 1 + 1 + ¼: noise by parts, in the ratio
/// 4 : 4 : 1 of ρ, is as small as noise for the whole. In pure differential privacy 1 + 1 + ½ = 2½ is spent 2 : 2 : 1.
/// </summary>
/// <param name="Lower">The smallest value of a row, on the lattice.</param>
/// <param name="Upper">The largest, above <paramref name="Lower"/>.</param>
/// <param name="Order">1 or 2.</param>
public sealed record MomentsShape(long Lower, long Upper, int Order) : Shape
{
    /// <summary>W.</summary>
    public BigInteger Width => (BigInteger)Upper - Lower;

    /// <summary>lower + upper: twice the middle.</summary>
    public BigInteger Centre => (BigInteger)Upper + Lower;

    /// <inheritdoc/>
    public override IReadOnlyList<Component> Components(Bounding plan, int reach) => Order == 1
        ? [OfRows(plan, reach, BigInteger.One), OfRows(plan, reach, Width)]
        : [OfRows(plan, reach, BigInteger.One, 4, 2), OfRows(plan, reach, Width, 4, 2), OfRows(plan, reach, Width * Width, 1, 1)];

    /// <summary>The components from the power sums of clamped values, exactly.</summary>
    /// <param name="count">Rows.</param>
    /// <param name="sum">Σx.</param>
    /// <param name="squares">Σx²; not looked at for order 1.</param>
    public BigInteger[] Totals(BigInteger count, BigInteger sum, BigInteger squares)
    {
        var centred = (2 * sum) - (count * Centre);
        if (Order == 1) return [count, centred];
        var centredSquares = (4 * squares) - (4 * Centre * sum) + (count * Centre * Centre);
        return [count, centred, (2 * centredSquares) - (count * Width * Width)];
    }
}

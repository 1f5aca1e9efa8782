using System.Numerics;

namespace Sandbox.Tests.Privacy;

/// <summary>Pearson's test with cells merged until each expects enough.</summary>
internal static class GoodnessOfFit
{
    // The normal quantile of 1 − 10⁻⁶.
    private const double Quantile = 4.753424;
    private const double LeastExpected = 8;

    /// <summary>True when the draws fit the mass at α = 10⁻⁶.</summary>
    /// <param name="draws">The draws.</param>
    /// <param name="low">The first cell; everything below joins it.</param>
    /// <param name="cells">Mass of low, low + 1, …; what is missing to 1 joins the last.</param>
    public static bool Holds(IReadOnlyList<BigInteger> draws, BigInteger low, IReadOnlyList<double> cells)
    {
        var observed = new double[cells.Count];
        foreach (var draw in draws) observed[(int)BigInteger.Min(BigInteger.Max(draw - low, 0), cells.Count - 1)]++;
        var (statistic, freedom, expected, seen, left) = (0.0, -1, 0.0, 0.0, 1.0);
        for (var i = 0; i < cells.Count; i++)
        {
            var mass = i == cells.Count - 1 ? left : cells[i];
            left -= mass;
            expected += mass * draws.Count;
            seen += observed[i];
            var last = i == cells.Count - 1;
            if (expected < LeastExpected && !last) continue;
            if (expected > 0) statistic += (seen - expected) * (seen - expected) / Math.Max(expected, 1e-9);
            freedom++;
            (expected, seen) = (0, 0);
        }
        return statistic <= Critical(freedom);
    }

    // Wilson and Hilferty 1931.
    private static double Critical(int freedom)
    {
        var v = 2.0 / (9 * freedom);
        return freedom * Math.Pow(1 - v + (Quantile * Math.Sqrt(v)), 3);
    }
}

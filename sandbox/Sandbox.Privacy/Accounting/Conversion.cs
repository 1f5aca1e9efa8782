namespace Sandbox.Privacy.Accounting;

/// <summary>From ρ to (ε, δ), for people. What is charged and compared is ρ; these figures explain it.</summary>
public static class Conversion
{
    private const double GoldenRatio = 0.6180339887498949;

    /// <summary>
    /// The smallest ε for which ρ-zCDP implies (ε, δ)-differential privacy by Canonne, Kamath, Steinke 2020 (arXiv 2004.00010, corollary 13):
    /// ε = min over α &gt; 1 of αρ + [ln(1/δ) + α·ln(1 − 1/α) − ln(α − 1)] / (α − 1). Each α gives a true bound, so an inexact minimum errs on the safe side.
    /// </summary>
    /// <param name="rho">0 or more.</param>
    /// <param name="delta">The δ spent on the conversion, between 0 and 1.</param>
    public static double Epsilon(double rho, double delta)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rho);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(delta, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(delta, 1);
        if (rho == 0) return 0;
        var (low, high) = (Math.Log(1e-9), Math.Log(1e12));
        for (var i = 0; i < 200; i++)
        {
            var left = high - (GoldenRatio * (high - low));
            var right = low + (GoldenRatio * (high - low));
            if (At(rho, delta, Math.Exp(left)) < At(rho, delta, Math.Exp(right))) high = right;
            else low = left;
        }

        return Math.Max(0, At(rho, delta, Math.Exp((low + high) / 2)));
    }

    /// <summary>The δ at a given ε: min over α of exp((α − 1)(αρ − ε)) · (1 − 1/α)^α / (α − 1), by the same result; at most 1.</summary>
    public static double Delta(double rho, double epsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rho);
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        if (rho == 0) return 0;
        var (low, high) = (Math.Log(1e-9), Math.Log(1e12));
        for (var i = 0; i < 200; i++)
        {
            var left = high - (GoldenRatio * (high - low));
            var right = low + (GoldenRatio * (high - low));
            if (LogDelta(rho, epsilon, Math.Exp(left)) < LogDelta(rho, epsilon, Math.Exp(right))) high = right;
            else low = left;
        }

        return Math.Min(1, Math.Exp(LogDelta(rho, epsilon, Math.Exp((low + high) / 2))));
    }

    // With a = α − 1.
    private static double At(double rho, double delta, double a) =>
        ((a + 1) * rho) + ((Math.Log(1 / delta) + ((a + 1) * Log1MinusInverse(a)) - Math.Log(a)) / a);

    private static double LogDelta(double rho, double epsilon, double a) =>
        (a * (((a + 1) * rho) - epsilon)) + ((a + 1) * Log1MinusInverse(a)) - Math.Log(a);

    // ln(1 − 1/(a + 1)) = −ln(1 + 1/a), without loss for large a.
    private static double Log1MinusInverse(double a) => a > 1e8 ? -1 / a : -Math.Log(1 + (1 / a));
}

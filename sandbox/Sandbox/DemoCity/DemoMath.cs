namespace Sandbox.DemoCity;

/// <summary>
/// The few functions that the city needs, by the exactly rounded operations alone: a platform's own exp may differ in its last bit from another's.
/// </summary>
internal static class DemoMath
{
    private const double Ln2 = 0.693147180559945309417232;

    /// <summary>eˣ for |x| ≤ 700, to about 1e-15: x = k·ln 2 + r, |r| ≤ ½ ln 2, and a Taylor series for r.</summary>
    public static double Exp(double x)
    {
        var k = (int)Math.Floor((x / Ln2) + 0.5);
        var r = x - (k * Ln2);
        var sum = 1.0;
        for (var i = 14; i > 0; i--) sum = 1 + (sum * r / i);
        return sum * BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
    }

    /// <summary>The probability of a log-odds.</summary>
    public static double Logistic(double logOdds) => 1 / (1 + Exp(-logOdds));

    /// <summary>An amount of money in cents, at most <paramref name="most"/> yuan.</summary>
    public static long Cents(double yuan, long most) => (long)(Math.Clamp(yuan, 0, most) * 100);
}

namespace Sandbox.Protocol.Models;

/// <summary>
/// The scale of every score: log-odds with points-to-double-odds, as scorecards have it (Siddiqi, <i>Credit Risk Scorecards</i>, 2006, ch. 6):
/// score = 600 + (50 / ln 2) · (ln(good : bad) − ln 15), clipped to 300…850 and rounded down to a multiple of the precision.
/// Down, because then a coarser score is a function of a finer one of which its precision is a multiple: who may see multiples of 5 learns nothing
/// more by asking for multiples of 10 as well. Rounding to the nearest would tell it in which half of each step the points lie.
/// </summary>
public static class ScoreScale
{
    /// <summary>The lowest score.</summary>
    public const int Minimum = 300;

    /// <summary>The highest score.</summary>
    public const int Maximum = 850;

    /// <summary>Points that double the odds of being good.</summary>
    public const double PointsToDoubleOdds = 50;

    /// <summary>Points per unit of log-odds.</summary>
    public const double Factor = PointsToDoubleOdds / 0.693147180559945309417232;

    /// <summary>The score at odds of 15 : 1.</summary>
    public const double Anchor = 600;

    private const double AnchorLogOdds = 2.70805020110221;

    /// <summary>Inner edges of the eleven bins of a population stability index: 350, 400, … 800, and the two open ends.</summary>
    public static IReadOnlyList<int> PsiEdges { get; } = [350, 400, 450, 500, 550, 600, 650, 700, 750, 800];

    /// <summary>The unrounded, unclipped points of a log-odds of default.</summary>
    public static double Points(double logOddsOfDefault) => Anchor + (Factor * (-logOddsOfDefault - AnchorLogOdds));

    /// <summary>The score: points rounded down to a multiple of <paramref name="precision"/>, clipped to the scale.</summary>
    /// <param name="logOddsOfDefault">Natural log of p/(1−p); NaN is treated as the worst.</param>
    /// <param name="precision">1 to 100 points.</param>
    public static int Score(double logOddsOfDefault, int precision)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(precision, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(precision, 100);
        if (double.IsNaN(logOddsOfDefault)) return Minimum;
        var clipped = Math.Clamp(Points(logOddsOfDefault), Minimum, Maximum);
        return Math.Max(Minimum, (int)clipped / precision * precision);
    }

    /// <summary>The band of a score: A (720 and over), B (660), C (600), D (540), E (below).</summary>
    public static string Band(int score) => score switch { >= 720 => "A", >= 660 => "B", >= 600 => "C", >= 540 => "D", _ => "E" };
}

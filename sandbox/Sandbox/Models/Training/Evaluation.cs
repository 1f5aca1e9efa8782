using Sandbox.Protocol.Models;

namespace Sandbox.Models.Training;

/// <summary>How well log-odds of default tell the held-out people apart.</summary>
internal sealed record Evaluation(double Auc, double Ks, IReadOnlyList<CalibrationBin> Calibration, IReadOnlyList<double> PsiBaseline)
{
    private const int CalibrationBins = 10;

    /// <summary>Judges predictions by what came of them. There must be people of both classes.</summary>
    public static Evaluation Of(IReadOnlyList<double> logOdds, IReadOnlyList<bool> defaulted)
    {
        int[] ascending = [.. Enumerable.Range(0, logOdds.Count).OrderBy(i => logOdds[i])];
        var (auc, ks) = Separation(ascending, logOdds, defaulted);
        return new Evaluation(auc, ks, CalibrationOf(ascending, logOdds, defaulted), Psi(logOdds));
    }

    // The Mann-Whitney statistic with ties at one half (Hanley and McNeil 1982), and the largest distance of the two distributions, both at the
    // ends of runs of equal predictions.
    private static (double Auc, double Ks) Separation(int[] ascending, IReadOnlyList<double> logOdds, IReadOnlyList<bool> defaulted)
    {
        double bad = defaulted.Count(d => d), good = defaulted.Count - bad;
        var (badBelow, goodBelow, area, distance) = (0.0, 0.0, 0.0, 0.0);
        for (var start = 0; start < ascending.Length;)
        {
            var (badHere, goodHere, end) = (0.0, 0.0, start);
            for (; end < ascending.Length && logOdds[ascending[end]] == logOdds[ascending[start]]; end++)
                _ = defaulted[ascending[end]] ? badHere++ : goodHere++;
            area += badHere * (goodBelow + (goodHere / 2));
            badBelow += badHere;
            goodBelow += goodHere;
            distance = Math.Max(distance, Math.Abs((goodBelow / good) - (badBelow / bad)));
            start = end;
        }
        return (area / (bad * good), distance);
    }

    private static List<CalibrationBin> CalibrationOf(int[] ascending, IReadOnlyList<double> logOdds, IReadOnlyList<bool> defaulted)
    {
        var bins = new List<CalibrationBin>(CalibrationBins);
        for (var b = 0L; b < CalibrationBins; b++)
        {
            var people = ascending[(int)(b * ascending.Length / CalibrationBins)..(int)((b + 1) * ascending.Length / CalibrationBins)];
            if (people.Length == 0) continue;
            bins.Add(new CalibrationBin(
                people.Average(i => 1 / (1 + Math.Exp(-logOdds[i]))), people.Average(i => defaulted[i] ? 1.0 : 0.0), people.Length));
        }
        return bins;
    }

    private static double[] Psi(IReadOnlyList<double> logOdds)
    {
        var shares = new double[ScoreScale.PsiEdges.Count + 1];
        foreach (var score in logOdds.Select(l => ScoreScale.Score(l, 1)))
            shares[ScoreScale.PsiEdges.Count(edge => edge <= score)] += 1.0 / logOdds.Count;
        return shares;
    }
}

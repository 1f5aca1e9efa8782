namespace EndToEnd.Tests.Scores;

/// <summary>How well scores tell who defaulted, written from the definitions and apart from the product's own code.</summary>
internal static class Separation
{
    /// <summary>P[a good one scores higher than one that defaulted], ties counting half.</summary>
    public static double Auc(IReadOnlyList<int> scores, IReadOnlyList<bool> defaulted)
    {
        var (bad, good) = Counts(scores, defaulted);
        double below = 0, pairs = 0;
        for (var score = 0; score < good.Length; score++)
        {
            pairs += good[score] * (below + (bad[score] / 2.0));
            below += bad[score];
        }

        return pairs / (bad.Sum() * (double)good.Sum());
    }

    /// <summary>The largest distance between the two cumulative distributions.</summary>
    public static double Ks(IReadOnlyList<int> scores, IReadOnlyList<bool> defaulted)
    {
        var (bad, good) = Counts(scores, defaulted);
        double badBelow = 0, goodBelow = 0, most = 0;
        for (var score = 0; score < good.Length; score++)
        {
            badBelow += bad[score] / (double)bad.Sum();
            goodBelow += good[score] / (double)good.Sum();
            most = Math.Max(most, Math.Abs(badBelow - goodBelow));
        }

        return most;
    }

    private static (int[] Bad, int[] Good) Counts(IReadOnlyList<int> scores, IReadOnlyList<bool> defaulted)
    {
        var (bad, good) = (new int[1_000], new int[1_000]);
        for (var i = 0; i < scores.Count; i++) (defaulted[i] ? bad : good)[scores[i]]++;
        return (bad, good);
    }
}

namespace Gateway.Cli.Checks.Parts;

/// <summary>The area under the ROC curve.</summary>
internal static class Auc
{
    /// <summary>
    /// The chance that a person who defaulted has a lower score than one who did not, ties counting half (Mann and Whitney, 1947).
    /// </summary>
    public static double OfScores(IReadOnlyCollection<(int Score, bool Defaulted)> people)
    {
        double won = 0;
        long goodSoFar = 0;
        foreach (var tied in people.GroupBy(p => p.Score).OrderByDescending(g => g.Key))
        {
            var bad = tied.LongCount(p => p.Defaulted);
            var good = tied.LongCount() - bad;
            won += bad * (goodSoFar + (good / 2.0));
            goodSoFar += good;
        }

        return won / goodSoFar / (people.Count - goodSoFar);
    }
}

namespace Sandbox.Models.Training;

/// <summary>
/// How much each feature moves the log-odds of the people trained on: the mean absolute contribution of its slots, taken together, as a
/// share of all features'. The same definition for trees and for logistic regression.
/// </summary>
internal static class Importance
{
    public static double[] Of(IScorer scorer, FeatureEncoding encoding, IReadOnlyList<EncodedSlot> slots, TrainingSet train)
    {
        var totals = new double[train.Width];
        var (encoded, contributions, byFeature) = (new float[encoding.Length], new double[encoding.Length], new double[train.Width]);
        for (var i = 0; i < train.Count; i++)
        {
            encoding.Encode(train.Row(i), encoded);
            scorer.LogOdds(encoded, contributions);
            Array.Clear(byFeature);
            for (var s = 0; s < slots.Count; s++) byFeature[slots[s].Feature] += contributions[s];
            for (var f = 0; f < totals.Length; f++) totals[f] += Math.Abs(byFeature[f]);
        }
        var sum = totals.Sum();
        return sum == 0 ? totals : [.. totals.Select(t => t / sum)];
    }
}

using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Sandbox.Models.Training;

/// <summary>
/// How features become slots. Trees take values as they are; logistic regression takes them standardised, and categories one-hot. A feature that is missing
/// for someone trained on gets an indicator slot, and in trees a fill below every value, so that a tree can send the missing either way; a feature that never is gets
/// its mean (trees: a category its most frequent level), so that a person without it counts as an ordinary one.
/// </summary>
internal static class EncodingDesign
{
    /// <summary>Below every bounded value, and far inside float32.</summary>
    private const float BelowAll = -1e12f;

    public static IReadOnlyList<EncodedSlot> Slots(
        ModelAlgorithm algorithm, TrainingSet train, IReadOnlyList<FeatureSpec> features, IReadOnlyList<FeatureStatistics> statistics)
    {
        var slots = new List<EncodedSlot>();
        for (var f = 0; f < features.Count; f++)
        {
            var (category, known) = (features[f].Take == FeatureTake.Category, statistics[f]);
            if (algorithm == ModelAlgorithm.LightGbm)
                slots.Add(new EncodedSlot(SlotKind.Value, f, Fill: known.HasMissing ? BelowAll : category ? Mode(train, f) : (float)known.Mean));
            else if (category)
                slots.AddRange(Levels(train, f).Select(level => new EncodedSlot(SlotKind.Level, f, level)));
            else
                slots.Add(Standardised(f, known));
            if (known.HasMissing) slots.Add(new EncodedSlot(SlotKind.Missing, f));
        }
        return slots;
    }

    private static EncodedSlot Standardised(int feature, FeatureStatistics known) => new(
        SlotKind.Value, feature, (float)known.Mean, known.Deviation > 0 ? (float)(1 / known.Deviation) : 0, (float)known.Mean);

    private static IEnumerable<float> Levels(TrainingSet train, int feature) =>
        Enumerable.Range(0, train.Count).Select(i => train.Row(i)[feature]).Where(x => !float.IsNaN(x)).Distinct().Order();

    private static float Mode(TrainingSet train, int feature) =>
        Enumerable.Range(0, train.Count).Select(i => train.Row(i)[feature]).CountBy(x => x).OrderByDescending(p => p.Value).ThenBy(p => p.Key).First().Key;
}

namespace Sandbox.Models.Training;

/// <summary>A feature over the people trained on, missing values left out.</summary>
/// <param name="Mean">0 when all are missing.</param>
/// <param name="Deviation">The population standard deviation; 0 when constant.</param>
/// <param name="HasMissing">Someone trained on lacks it.</param>
internal sealed record FeatureStatistics(double Mean, double Deviation, bool HasMissing)
{
    public static FeatureStatistics Of(TrainingSet set, int feature)
    {
        // Welford's method: one pass, no cancellation.
        var (count, mean, squares) = (0L, 0.0, 0.0);
        for (var i = 0; i < set.Count; i++)
        {
            double x = set.Row(i)[feature];
            if (double.IsNaN(x)) continue;
            count++;
            var delta = x - mean;
            mean += delta / count;
            squares += delta * (x - mean);
        }
        return new FeatureStatistics(mean, count == 0 ? 0 : Math.Sqrt(squares / count), count < set.Count);
    }
}

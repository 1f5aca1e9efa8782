namespace Gateway.Alerts.Drift;

/// <summary>The population stability index (Siddiqi, <i>Credit Risk Scorecards</i>, 2006, ch. 9): Σ (a − b)·ln(a / b) over the bins' shares.</summary>
internal static class StabilityIndex
{
    /// <summary>An empty bin counts as this share, as is usual: its logarithm is none.</summary>
    private const double Least = 1e-4;

    /// <summary>The index of some scores against a baseline.</summary>
    /// <param name="counts">Of the scores, one a bin; one at least is not zero.</param>
    /// <param name="baseline">Shares of the bins that they are compared with.</param>
    public static double Of(IReadOnlyList<long> counts, IReadOnlyList<double> baseline)
    {
        double total = counts.Sum();
        return counts.Zip(baseline, (count, share) =>
        {
            var (a, b) = (Math.Max(count / total, Least), Math.Max(share, Least));
            return (a - b) * Math.Log(a / b);
        }).Sum();
    }
}

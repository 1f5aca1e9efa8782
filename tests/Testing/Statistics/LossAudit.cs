namespace Testing.Statistics;

/// <summary>
/// How much privacy two samples prove lost: what is seen on neighbours, one number a run. The event that tells them apart best, {x ≥ c} or {x ≤ c}, is chosen on one half of the
/// runs and measured on the other.
/// </summary>
public static class LossAudit
{
    private const int Cuts = 400;
    private static readonly double[] Epsilons = [0, 0.1, 0.3, 0.6, 1, 1.5, 2];

    /// <summary>The most by which the proved loss p − e^ε·q, with 99.9 % for p and for q, exceeds δ(ε), over ε and in either direction; above 0: the claim is false.</summary>
    /// <param name="chooseA">Runs on one dataset, to choose the event by.</param>
    /// <param name="chooseB">Runs on its neighbour.</param>
    /// <param name="testA">Further runs on the one, to measure.</param>
    /// <param name="testB">Further runs on the other.</param>
    /// <param name="claimed">δ(ε).</param>
    public static double Excess(double[] chooseA, double[] chooseB, double[] testA, double[] testB, Func<double, double> claimed)
    {
        foreach (var runs in new[] { chooseA, chooseB, testA, testB }) Array.Sort(runs);
        var worst = double.NegativeInfinity;
        foreach (var epsilon in Epsilons)
        {
            foreach (var (p, q, measureP, measureQ) in new[] { (chooseA, chooseB, testA, testB), (chooseB, chooseA, testB, testA) })
            {
                foreach (var above in new[] { true, false })
                {
                    var cuts = p.Concat(q).Distinct().Order().ToList();
                    var cut = cuts.Where((_, i) => i % Math.Max(1, cuts.Count / Cuts) == 0)
                        .MaxBy(c => Rate(p, c, above) - (Math.Exp(epsilon) * Rate(q, c, above)));
                    var low = ClopperPearson.Lower(Hits(measureP, cut, above), measureP.Length);
                    var high = ClopperPearson.Upper(Hits(measureQ, cut, above), measureQ.Length);
                    worst = Math.Max(worst, low - (Math.Exp(epsilon) * high) - claimed(epsilon));
                }
            }
        }
        return worst;
    }

    private static double Rate(double[] sorted, double cut, bool above) => (double)Hits(sorted, cut, above) / sorted.Length;

    private static int Hits(double[] sorted, double cut, bool above) => above ? sorted.Length - Below(sorted, cut, false) : Below(sorted, cut, true);

    // How many are < cut, or ≤ cut.
    private static int Below(double[] sorted, double cut, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (orEqual ? sorted[middle] <= cut : sorted[middle] < cut) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

namespace Sandbox.Tests.Privacy.GoogleCases;

/// <summary>The statistical procedures that the cases were made for, by Google's differential privacy library.</summary>
internal static class StatisticalTest
{
    /// <summary>The cells of samples, discretised to a granularity.</summary>
    public static Dictionary<long, long> Histogram(IEnumerable<double> samples, double granularity)
    {
        var cells = new Dictionary<long, long>();
        foreach (var sample in samples)
        {
            var cell = (long)Math.Round(sample / granularity);
            cells[cell] = cells.GetValueOrDefault(cell) + 1;
        }
        return cells;
    }

    /// <summary>
    /// D(A, B) and D(B, A) below δ + tolerance, where D(A, B) = Σ max(0, A_x − e^ε·B_x)/n. With fewer samples than the tolerance was made for, it is wider by what
    /// chance makes of cells in which A_x = e^ε·B_x in truth, all of them at worst: Σ √(A_x + e^2ε·B_x)/(n·√(2π)), and four standard deviations.
    /// </summary>
    public static bool IsDifferentiallyPrivate(Dictionary<long, long> a, Dictionary<long, long> b, int n, double epsilon, double allowed, bool widened) =>
        Excess(a, b, n, epsilon) < allowed + (widened ? Chance(a, b, n, epsilon) : 0) && Excess(b, a, n, epsilon) < allowed + (widened ? Chance(b, a, n, epsilon) : 0);

    /// <summary>s_A + s_B − ((n − 1)/n)·x &lt; (t·(n − 1))·(t·n)/4, with s self-collisions and x cross-collisions.</summary>
    public static bool IsClose(Dictionary<long, long> a, Dictionary<long, long> b, double n, double tolerance)
    {
        double cross = a.Sum(c => (double)c.Value * b.GetValueOrDefault(c.Key));
        return Self(a) + Self(b) - ((n - 1) / n * cross) < tolerance * (n - 1) * (tolerance * n) / 4;
    }

    /// <summary>Whether most of the votes accept; the rest is not asked once it is decided.</summary>
    public static bool Majority(int votes, Func<int, bool> accepts)
    {
        var (yes, no) = (0, 0);
        for (var vote = 0; yes <= votes / 2 && no <= votes / 2; vote++)
        {
            if (accepts(vote)) yes++;
            else no++;
        }
        return yes > no;
    }

    private static double Excess(Dictionary<long, long> a, Dictionary<long, long> b, double n, double epsilon) =>
        a.Sum(cell => Math.Max(0, cell.Value - (Math.Exp(epsilon) * b.GetValueOrDefault(cell.Key))) / n);

    private static double Chance(Dictionary<long, long> a, Dictionary<long, long> b, double n, double epsilon)
    {
        var spread = Math.Exp(2 * epsilon);
        var cells = a.Keys.Union(b.Keys).Sum(x => Math.Sqrt(a.GetValueOrDefault(x) + (spread * b.GetValueOrDefault(x))));
        return (cells / (n * Math.Sqrt(2 * Math.PI))) + (4 * Math.Sqrt((1 + spread) / n));
    }

    private static double Self(Dictionary<long, long> cells) => cells.Values.Sum(c => (double)c * (c - 1) / 2);
}

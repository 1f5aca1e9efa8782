using System.Globalization;
using System.Numerics;
using Sandbox.Aggregates.Engines;
using Sandbox.Privacy.Measures;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>
/// The exact groups of a job, in the order of the answer: all combinations when keys are public, and then also those that no row has; else those that
/// rows have, public keys in the job's order and private ones in the order of their bytes.
/// </summary>
internal static class ExactTable
{
    public static async Task<IReadOnlyList<ExactGroup>> ReadAsync(BoundJob job, IAggregateEngine engine, CancellationToken cancellation)
    {
        var main = await engine.QueryAsync(AggregateSql.Groups(job, engine.Dialect), cancellation);
        var found = new Dictionary<string, ExactGroup>(StringComparer.Ordinal);
        foreach (var row in main)
        {
            var group = Parse(job, row);
            found[KeyOrder.Identity(group.Keys)] = group;
        }
        for (var i = 0; i < job.Job.Measurements.Count; i++)
        {
            if (job.Job.Measurements[i] is not TreeOf tree) continue;
            foreach (var row in await engine.QueryAsync(AggregateSql.Tree(job, tree, engine.Dialect), cancellation)) AddBin(job, found, i, row);
        }
        return job.Threshold is null
            ? [.. KeyOrder.Combinations(job).Select(keys => found.GetValueOrDefault(KeyOrder.Identity(keys)) ?? Empty(job, keys))]
            : [.. found.Values.Order(new KeyOrder(job))];
    }

    private static ExactGroup Empty(BoundJob job, IReadOnlyList<string?> keys) =>
        new(keys, BigInteger.Zero, [.. job.Job.Measurements.Zip(job.Shapes, (m, s) => Components(m, s, [0, 0, 0]))]);

    private static ExactGroup Parse(BoundJob job, string?[] row)
    {
        var at = job.Job.GroupBy.Count;
        var keys = row[..at];
        var people = job.Threshold is null ? BigInteger.Zero : Whole(row[at++]);
        var totals = new List<BigInteger[]>();
        for (var i = 0; i < job.Job.Measurements.Count; i++)
        {
            var sums = new BigInteger[3];
            for (var j = 0; j < Parts(job.Job.Measurements[i]); j++) sums[j] = Whole(row[at++]);
            totals.Add(Components(job.Job.Measurements[i], job.Shapes[i], sums));
        }
        return new ExactGroup(keys, people, totals);
    }

    private static void AddBin(BoundJob job, Dictionary<string, ExactGroup> found, int measurement, string?[] row)
    {
        var keys = job.Job.GroupBy.Count;
        if (found.TryGetValue(KeyOrder.Identity(row[..keys]), out var group))
            group.Totals[measurement][int.Parse(row[keys]!, CultureInfo.InvariantCulture)] = Whole(row[keys + 1]);
    }

    private static int Parts(Measurement measurement) => measurement switch
    {
        TreeOf => 0,
        MomentsOf moments => moments.Order + 1,
        _ => 1,
    };

    private static BigInteger[] Components(Measurement measurement, Shape shape, BigInteger[] sums) => (measurement, shape) switch
    {
        (TreeOf tree, _) => new BigInteger[1 << tree.Levels],
        (_, MomentsShape moments) => moments.Totals(sums[0], sums[1], sums[2]),
        _ => [sums[0]],
    };

    // A sum of decimals is written with all digits of its scale, so without the point it is the number on the lattice. The sum of nothing is 0.
    private static BigInteger Whole(string? text) =>
        text is null ? BigInteger.Zero : BigInteger.Parse(text.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Numerics;
using Sandbox.Aggregates;
using Sandbox.Privacy.Estimates;
using Sandbox.Privacy.Measures;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Tests.Aggregates;

/// <summary>What a job means, written down once more without an engine: slow, plain, and the oracle of the SQL.</summary>
internal static class Reference
{
    public static IReadOnlyList<ExactGroup> Table(BoundJob job, IReadOnlyList<TestRow> rows)
    {
        var groups = Bounded(job, rows).GroupBy(r => KeyOrder.Identity(r.Keys), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Group(job, g.First().Keys, [.. g.Select(r => r.Row)]), StringComparer.Ordinal);
        return job.Threshold is null
            ? [.. KeyOrder.Combinations(job).Select(keys => groups.GetValueOrDefault(KeyOrder.Identity(keys)) ?? Group(job, keys, []))]
            : [.. groups.Values.Order(new KeyOrder(job))];
    }

    private static List<(TestRow Row, string?[] Keys)> Bounded(BoundJob job, IReadOnlyList<TestRow> rows)
    {
        var kept = job.Job.Plan is RankedRows ranked ? rows.Where(r => r.Rank <= ranked.Rows) : rows;
        var counted = kept.Where(r => job.Job.Where is not { } where || IsTrue(where, r) == true)
            .Select(r => (Row: r, Keys: job.Job.GroupBy.Select(g => Key(g, r)).ToArray()))
            .Where(r => r.Keys.All(k => k.In)).Select(r => (r.Row, Keys: r.Keys.Select(k => k.Key).ToArray()));
        if (job.Job.Plan is not PerSubject plan) return [.. counted];
        return [.. counted.GroupBy(r => r.Row.Subject).SelectMany(person => person.GroupBy(r => KeyOrder.Identity(r.Keys))
            .Select(cell => cell.OrderBy(r => r.Row.Rank).Take(plan.RowsPerGroup).ToList())
            .OrderBy(cell => cell.Min(r => r.Row.Rank)).Take(plan.Groups)).SelectMany(cell => cell)];
    }

    private static ExactGroup Group(BoundJob job, IReadOnlyList<string?> keys, List<TestRow> rows) => new(
        keys,
        job.Threshold is null ? 0 : rows.Select(r => r.Subject).Distinct().Count(),
        [.. job.Job.Measurements.Zip(job.Shapes, (m, s) => Totals(job, m, s, rows))]);

    private static BigInteger[] Totals(BoundJob job, Measurement measurement, Shape shape, List<TestRow> rows)
    {
        switch (measurement)
        {
            case CountRows count:
                return [count.Column is null ? rows.Count : rows.Count(r => !IsMissing(count.Column, r))];
            case CountSubjects:
                return [rows.Select(r => r.Subject).Distinct().Count()];
            case SumOf sum when job.Job.Plan is PerSubject:
                return [Sum(rows.GroupBy(r => r.Subject).Where(p => p.Any(r => Number(sum.Column, r) is not null))
                    .Select(p => BigInteger.Clamp(Sum(p.Select(r => (BigInteger)(Number(sum.Column, r) ?? 0))), sum.Lower, sum.Upper)))];
            case SumOf sum:
                return [Sum(Values(sum.Column, sum.Lower, sum.Upper, rows))];
            case MomentsOf moments:
                var values = Values(moments.Column, moments.Lower, moments.Upper, rows).ToList();
                return ((MomentsShape)shape).Totals(values.Count, Sum(values), Sum(values.Select(v => v * v)));
            case TreeOf tree:
                var bins = new BigInteger[1 << tree.Levels];
                foreach (var value in Values(tree.Column, tree.Lower, tree.Upper, rows)) bins[QuantileTree.BinOf((long)value, tree.Lower, tree.Upper, tree.Levels)]++;
                return bins;
            default:
                throw new NotSupportedException();
        }
    }

    private static IEnumerable<BigInteger> Values(string column, long lower, long upper, List<TestRow> rows) =>
        rows.Select(r => Number(column, r)).OfType<long>().Select(v => (BigInteger)Math.Clamp(v, lower, upper));

    private static BigInteger Sum(IEnumerable<BigInteger> values) => values.Aggregate(BigInteger.Zero, BigInteger.Add);

    private static long? Number(string column, TestRow row) => column == "amount" ? row.Amount : row.Visits;

    private static bool IsMissing(string column, TestRow row) => column switch { "amount" => row.Amount is null, "shop" => row.Shop is null, _ => false };

    private static (bool In, string? Key) Key(GroupColumn group, TestRow row)
    {
        if (group is Bins bins)
        {
            var bin = Number(bins.Column, row) is { } number ? bins.Edges.ToList().FindLastIndex(e => e <= number) : -1;
            return (bin >= 0 && bin < bins.Edges.Count - 1, bin.ToString(CultureInfo.InvariantCulture));
        }
        var key = group.Column switch
        {
            "home" => row.Home,
            "shop" => row.Shop,
            "day" => row.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "visits" => row.Visits.ToString(CultureInfo.InvariantCulture),
            _ => row.Ok ? "true" : "false",
        };
        return (group is not PublicKeys keys || keys.Keys.Any(k => Literals.Text(k, TestRow.Spec.Columns.Single(c => c.Name == group.Column)) == key), key);
    }

    // Three values, as in SQL.
    private static bool? IsTrue(AggregatePredicate predicate, TestRow row) => predicate switch
    {
        Compare compare => IsTrue(compare.Column, compare.Is, compare.Value, row),
        OneOf oneOf => IsMissing(oneOf.Column, row) ? null : oneOf.Values.Any(v => IsTrue(oneOf.Column, Comparison.Equal, v, row) == true),
        Missing missing => IsMissing(missing.Column, row),
        AllOf all => all.Parts.Select(p => IsTrue(p, row)).Aggregate((bool?)true, (a, b) => a & b),
        AnyOf any => any.Parts.Select(p => IsTrue(p, row)).Aggregate((bool?)false, (a, b) => a | b),
        Negate not => !IsTrue(not.Part, row),
        _ => throw new NotSupportedException(),
    };

    private static bool? IsTrue(string column, Comparison comparison, Literal literal, TestRow row)
    {
        if (IsMissing(column, row)) return null;
        var order = (column, literal) switch
        {
            ("home", TextLiteral text) => string.CompareOrdinal(row.Home, text.Value),
            ("shop", TextLiteral text) => string.CompareOrdinal(row.Shop, text.Value),
            ("day", DateLiteral date) => row.Day.CompareTo(date.Value),
            ("ok", BooleanLiteral boolean) => row.Ok.CompareTo(boolean.Value),
            (_, NumberLiteral number) => Number(column, row)!.Value.CompareTo(number.Value),
            _ => throw new NotSupportedException(),
        };
        return comparison switch
        {
            Comparison.Equal => order == 0,
            Comparison.NotEqual => order != 0,
            Comparison.Less => order < 0,
            Comparison.LessOrEqual => order <= 0,
            Comparison.Greater => order > 0,
            _ => order >= 0,
        };
    }
}

using Sandbox.Aggregates;
using Sandbox.Protocol.Jobs;
using Testing.Seeds;

namespace Sandbox.Tests.Aggregates;

/// <summary>Jobs over <see cref="TestRow"/> of every shape: plans, filters, groups, measurements.</summary>
internal static class RandomJobs
{
    private static readonly GaussianNoise Price = new(1_000_000);

    public static BoundJob Bound(AggregateJob job) => BoundJob.TryBind(job, TestRow.Spec).ShouldNotBeNull();

    public static AggregateJob One(Seeded seeded)
    {
        var groups = Groups(seeded);
        var isPrivate = groups.Any(g => g is PrivateKeys);
        PlanAndNoise(seeded, out var plan, out var noise);
        var measurements = Enumerable.Range(0, 1 + seeded.Next(3)).Select(_ => Measure(seeded, noise)).ToList();
        return new AggregateJob(
            "tiny-product", TestRow.Spec.Dataset, new string('a', 32), plan, seeded.OneIn(3) ? null : Predicate(seeded, 3), groups,
            isPrivate ? Selection(seeded) : null, measurements, Outputs(measurements, isPrivate), ReplyClass.Quick);
    }

    private static void PlanAndNoise(Seeded seeded, out BoundingPlan plan, out Noise noise)
    {
        plan = seeded.OneIn(2) ? new RankedRows(1 + seeded.Next(6)) : new PerSubject(1 + seeded.Next(4), 1 + seeded.Next(6));
        noise = seeded.OneIn(3) ? new LaplaceNoise(100_000) : Price;
    }

    private static KeySelection Selection(Seeded seeded) => seeded.Next(3) switch
    {
        0 => new KeySelection(KeyMechanism.Gaussian, Price, 1_000_000_000, 1 + seeded.Next(3)),
        1 => new KeySelection(KeyMechanism.Laplace, new LaplaceNoise(1_000_000), 1_000_000_000, 1 + seeded.Next(3)),
        _ => new KeySelection(KeyMechanism.TruncatedGeometric, new LaplaceNoise(1_000_000), 1_000_000_000, 1 + seeded.Next(3)),
    };

    private static List<GroupColumn> Groups(Seeded seeded)
    {
        GroupColumn[] all =
        [
            new PublicKeys("home", [new TextLiteral("O'Hare"), new TextLiteral("东"), new TextLiteral("nowhere")]),
            new PublicKeys("ok", [new BooleanLiteral(true), new BooleanLiteral(false)]),
            new PublicKeys("day", [new DateLiteral(new DateOnly(2025, 1, 3)), new DateLiteral(new DateOnly(2025, 2, 4))]),
            new PublicKeys("visits", [.. Enumerable.Range(0, 6).Select(i => new NumberLiteral(i))]),
            new PrivateKeys("shop"),
            new PrivateKeys("home"),
            new Bins("amount", [-20_000, 0, 33_333, 100_000]),
        ];
        return [.. Enumerable.Range(0, seeded.Next(3)).Select(_ => seeded.Pick(all)).DistinctBy(g => g.Column)];
    }

    private static Measurement Measure(Seeded seeded, Noise noise)
    {
        var (column, low, high) = seeded.OneIn(2) ? ("amount", -30_000L + seeded.Next(20_000), 90_000L) : ("visits", 3L, 40L);
        return seeded.Next(7) switch
        {
            0 => new CountRows(null, noise),
            1 => new CountRows(seeded.Pick(["amount", "shop", "home"]), noise),
            2 => new CountSubjects(noise),
            3 => new SumOf(column, low, high, noise),
            4 => new MomentsOf(column, low, high, 1, noise),
            5 => new MomentsOf(column, low, high, 2, noise),
            _ => new TreeOf(column, low, high, 1 + seeded.Next(5), noise),
        };
    }

    private static List<AggregateOutput> Outputs(List<Measurement> measurements, bool people)
    {
        var outputs = measurements.SelectMany((m, i) => m switch
        {
            SumOf => [new AggregateOutput($"sum{i}", OutputFunction.Sum, i)],
            MomentsOf moments => (IEnumerable<AggregateOutput>)[
                new AggregateOutput($"mean{i}", OutputFunction.Mean, i, RoundTo: 0.5m),
                .. moments.Order == 2 ? [new AggregateOutput($"variance{i}", OutputFunction.Variance, i)] : Array.Empty<AggregateOutput>()],
            TreeOf => [new AggregateOutput($"median{i}", OutputFunction.Quantile, i, 500)],
            _ => [new AggregateOutput($"count{i}", OutputFunction.Count, i, NonNegative: true)],
        }).ToList();
        return people ? [.. outputs, new AggregateOutput("people", OutputFunction.Count, null)] : outputs;
    }

    private static AggregatePredicate Predicate(Seeded seeded, int depth) => seeded.Next(depth > 0 ? 9 : 6) switch
    {
        0 => new Compare("amount", seeded.Pick(Enum.GetValues<Comparison>()), new NumberLiteral(seeded.Next(100_000) - 20_000)),
        1 => new Compare("visits", seeded.Pick(Enum.GetValues<Comparison>()), new NumberLiteral(seeded.Next(60))),
        2 => new Compare("day", seeded.Pick(Enum.GetValues<Comparison>()), new DateLiteral(new DateOnly(2025, 2, 1 + seeded.Next(20)))),
        3 => new OneOf("shop", [new TextLiteral("s1"), new TextLiteral("s2"), new TextLiteral("'; DROP TABLE dataset; --")]),
        4 => seeded.OneIn(2) ? new Compare("ok", Comparison.Equal, new BooleanLiteral(true)) : new Compare("home", Comparison.NotEqual, new TextLiteral("O'Hare")),
        5 => new Missing(seeded.Pick(["shop", "amount"])),
        6 => new AllOf([Predicate(seeded, depth - 1), Predicate(seeded, depth - 1)]),
        7 => new AnyOf([Predicate(seeded, depth - 1), Predicate(seeded, depth - 1)]),
        _ => new Negate(Predicate(seeded, depth - 1)),
    };
}

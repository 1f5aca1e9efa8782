using System.Numerics;
using Sandbox.Aggregates;
using Sandbox.Privacy.Noise;
using Sandbox.Protocol.Jobs;
using Sandbox.Tests.Privacy;
using Testing;
using Testing.Seeds;

namespace Sandbox.Tests.Aggregates;

/// <summary>Attacks on aggregates, at the worker, each with its positive control: without the protection it succeeds.</summary>
public sealed class ThreatTests(SharedPostgres postgres)
{
    private const long HalfRho = 500_000_000;

    private static readonly INoiseAdder None = new Exact();

    [Fact]
    public void Differencing_WithAndWithoutOnePerson_IsNoBetterThanEpsilonAllows()
    {
        var trials = Length.Of(4_000, 20_000);
        var job = Count(null, HalfRho);
        var with = Reference.Table(job, People(30));
        var without = Reference.Table(job, People(29));
        double Accuracy(INoiseAdder adder)
        {
            var seeded = new Seeded(3);
            return Enumerable.Range(0, trials).Count(_ =>
            {
                var isIn = seeded.OneIn(2);
                return NoisyTable.Of(job, isIn ? with : without, adder)[0].Numbers[0][0].Value >= 30 == isIn;
            }) / (double)trials;
        }
        // ε = 1: ρ = ½. e/(1 + e), and three standard errors.
        Accuracy(new NoiseAdder(new SeededBits(1))).ShouldBeLessThanOrEqualTo(0.731 + (3 * Math.Sqrt(0.2 / trials)));
        Accuracy(None).ShouldBe(1);
    }

    [Fact]
    public void Reconstruction_FromSubsetSums_RecoversNoMoreThanTheBudgetAllows()
    {
        const int people = 40, queries = 120;
        var repeats = Length.Of(25, 250);
        double Recovered(Func<ulong, INoiseAdder> adder)
        {
            var right = 0;
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                var seeded = new Seeded((ulong)repeat);
                var secret = Enumerable.Range(0, people).Select(_ => seeded.OneIn(2)).ToArray();
                var rows = Enumerable.Range(0, people).Select(i => Row($"P{i}", 1) with { Visits = i, Amount = secret[i] ? 100 : null }).ToList();
                var (noise, normal, answer) = (adder((ulong)repeat), new double[people, people], new double[people]);
                for (var q = 0; q < queries; q++)
                {
                    var subset = Enumerable.Range(0, people).Where(_ => seeded.OneIn(2)).ToList();
                    var job = Count(new AllOf([new OneOf("visits", [.. subset.Append(1_000).Select(i => new NumberLiteral(i))]), new Compare("amount", Comparison.Equal, new NumberLiteral(100))]), HalfRho / queries);
                    var sum = (double)NoisyTable.Of(job, Reference.Table(job, rows), noise)[0].Numbers[0][0].Value - (subset.Count / 2.0);
                    foreach (var i in subset)
                    {
                        answer[i] += sum;
                        foreach (var j in subset) normal[i, j]++;
                    }
                }
                var guess = LeastSquares.Solve(normal, answer);
                right += Enumerable.Range(0, people).Count(i => guess[i] > 0 == secret[i]);
            }
            return (double)right / (people * repeats);
        }
        // Φ(√(2ρ)/4) at ρ = ½, and three standard errors.
        Recovered(s => new NoiseAdder(new SeededBits(s))).ShouldBeLessThanOrEqualTo(0.5987 + (3 * Math.Sqrt(0.25 / (people * repeats))));
        Recovered(_ => None).ShouldBeGreaterThanOrEqualTo(0.95);
    }

    [Fact]
    public void Key_ThatOnlyTheVictimHas_ShowsWithinDelta()
    {
        var runs = Length.Of(20_000, 100_000);
        var rows = People(50).Select(r => r with { Shop = "common" }).Append(Row("victim", 1) with { Shop = "rare" }).ToList();
        double Rate(AggregateJob asked, INoiseAdder adder)
        {
            var job = RandomJobs.Bound(asked);
            var table = Reference.Table(job, rows);
            return Enumerable.Range(0, runs).Count(_ => NoisyTable.Of(job, table, adder).Any(g => g.Keys[0] == "rare")) / (double)runs;
        }
        var shops = Count(null, HalfRho).Job with
        {
            Plan = new RankedRows(1),
            GroupBy = [new PrivateKeys("shop")],
            Selection = new KeySelection(KeyMechanism.Gaussian, new GaussianNoise(HalfRho), 10_000_000_000_000, 1),
        };
        Rate(shops, new NoiseAdder(new SeededBits(4))).ShouldBeLessThanOrEqualTo(0.01 + (3 * Math.Sqrt(0.01 / runs)));

        // The control: with a δ that gives everything away, it shows.
        Rate(shops with { Selection = shops.Selection! with { FemtoDelta = 100_000_000_000_000 } }, new NoiseAdder(new SeededBits(4))).ShouldBeGreaterThan(0.02);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Person_InTenThousandGroups_MovesNoMoreThanThePlanAllows(int groups)
    {
        const int rows = 10_000;
        var others = People(20);
        var all = others.Concat(Enumerable.Range(1, rows).Select(rank => Row("victim", rank) with { Shop = $"shop {rank}" })).ToList();
        int Moved(BoundingPlan plan)
        {
            var job = RandomJobs.Bound(Count(null, HalfRho).Job with
            {
                Plan = plan,
                GroupBy = [new PrivateKeys("shop")],
                Selection = new KeySelection(KeyMechanism.Gaussian, new GaussianNoise(HalfRho), 1_000_000_000, 1),
            });
            var (a, b) = (Reference.Table(job, all), Reference.Table(job, others));
            return a.Count(g => b.All(o => o.Keys[0] != g.Keys[0] || o.Totals[0][0] != g.Totals[0][0]));
        }
        Moved(new PerSubject(groups, 5)).ShouldBeLessThanOrEqualTo(groups);
        Moved(new RankedRows(groups)).ShouldBeLessThanOrEqualTo(groups);
        Moved(new RankedRows(rows)).ShouldBe(rows, "the control");
    }

    [Theory]
    [InlineData(EngineKind.DuckDb)]
    [InlineData(EngineKind.Postgres)]
    public async Task Outliers_AtTheEndsOfTheirTypes_AreClampedWithoutOverflow(EngineKind kind)
    {
        var rows = People(10).Concat(Enumerable.Range(1, 5).SelectMany(rank => new[]
        {
            Row("high", rank) with { Amount = 999_999_999_999_999_999, Visits = long.MaxValue },
            Row("low", rank) with { Amount = -999_999_999_999_999_999, Visits = long.MinValue + 1 },
        })).ToList();
        var unbounded = TestRow.Spec with { Columns = [.. TestRow.Spec.Columns.Select(c => c with { Lower = null, Upper = null })] };
        foreach (var plan in new BoundingPlan[] { new RankedRows(5), new PerSubject(1, 5) })
        {
            var price = new GaussianNoise(HalfRho);
            var job = BoundJob.TryBind(Count(null, HalfRho).Job with
            {
                Plan = plan,
                Measurements =
                [
                    new SumOf("amount", -100, 1L << 43, price), new SumOf("visits", -5, 7, price), new MomentsOf("visits", -(1L << 43), 1L << 43, 2, price),
                    new MomentsOf("amount", -(1L << 43), 1L << 43, 2, price), new TreeOf("amount", -(1L << 43), 1L << 43, 12, price), new TreeOf("visits", 0, 9, 3, price),
                ],
                Outputs = [new AggregateOutput("x", OutputFunction.Sum, 0)],
            }, unbounded).ShouldNotBeNull();
            using var engine = await postgres.EngineAsync(kind, rows);
            using var other = await postgres.EngineAsync(kind, [.. rows.Where(r => r.Subject != "high")]);
            var found = await ExactTable.ReadAsync(job, engine, TestContext.Current.CancellationToken);
            found.Single().Totals.ShouldBe(Reference.Table(job, rows).Single().Totals);
            NeighbourClaims.Hold(job, found, await ExactTable.ReadAsync(job, other, TestContext.Current.CancellationToken), (s, p, r) => s.Components(p, r)).ShouldBeTrue();

            // The control: for bounds that an import proved, nothing is clamped, and values that it would have refused break the claim.
            var trusting = BoundJob.TryBind(job.Job with { Measurements = [new SumOf("amount", -50_000, 100_000, new GaussianNoise(HalfRho))] }, TestRow.Spec).ShouldNotBeNull();
            if (plan is RankedRows)
                NeighbourClaims.Hold(
                    trusting, await ExactTable.ReadAsync(trusting, engine, TestContext.Current.CancellationToken), await ExactTable.ReadAsync(trusting, other, TestContext.Current.CancellationToken),
                    (s, p, r) => s.Components(p, r)).ShouldBeFalse();
        }
    }

    [Fact]
    public void LowBits_OfAnswersOnNeighbours_AreOfOneLattice()
    {
        var draws = Length.Of(20_000, 1_000_000);
        var sum = RandomJobs.Bound(Count(null, HalfRho).Job with { Measurements = [new SumOf("amount", 0, 1L << 40, new GaussianNoise(HalfRho))], Outputs = [new AggregateOutput("x", OutputFunction.Sum, 0)] });
        foreach (var rows in new[] { People(10), People(9) })
        {
            var (table, adder) = (Reference.Table(sum, rows), new NoiseAdder(new SeededBits(8)));
            var bits = Enumerable.Range(0, draws).Select(_ => NoisyTable.Of(sum, table, adder)[0].Numbers[0][0].Value & 31).ToList();
            GoodnessOfFit.Holds(bits, 0, [.. Enumerable.Repeat(1 / 32.0, 32)]).ShouldBeTrue();
        }
        // The control: noise on the reals, rounded to a double, has none.
        var doubles = Enumerable.Range(0, draws).Select(i => new BigInteger(Math.Sin(i) * Math.Pow(2, 60)) & 31).ToList();
        GoodnessOfFit.Holds(doubles, 0, [.. Enumerable.Repeat(1 / 32.0, 32)]).ShouldBeFalse();
    }

    private static BoundJob Count(AggregatePredicate? where, long nanoRho) => RandomJobs.Bound(new AggregateJob(
        "tiny-product", TestRow.Spec.Dataset, new string('a', 32), new RankedRows(1), where, [], null,
        [new CountRows(null, new GaussianNoise(nanoRho))], [new AggregateOutput("rows", OutputFunction.Count, 0)], ReplyClass.Quick));

    private static List<TestRow> People(int count) => [.. Enumerable.Range(0, count).Select(i => Row($"P{i}", 1))];

    private static TestRow Row(string subject, int rank) => new(subject, rank, "west", "s1", new DateOnly(2025, 1, 1), 5_000, 3, true);

    private sealed class Exact : INoiseAdder
    {
        public BigInteger Add(BigInteger exact, INoise noise) => exact;
    }
}

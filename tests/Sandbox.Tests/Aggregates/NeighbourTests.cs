using System.Numerics;
using Sandbox.Aggregates;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Plans;
using Testing;
using Testing.Seeds;

namespace Sandbox.Tests.Aggregates;

/// <summary>
/// Pairs of datasets that differ in one person. The exact integers differ by no more than what noise is made for; and with what the mechanism gives out forced to
/// be the same, so is every byte of the answer.
/// </summary>
public sealed class NeighbourTests(SharedPostgres postgres)
{
    [Fact]
    public void Integers_OfNeighbours_DifferByNoMoreThanIsClaimed()
    {
        var tight = 0;
        var pairs = Length.Of(3_000, 90_000);
        for (var i = 0; i < pairs; i++)
        {
            var (job, with, without) = Pair((ulong)i);
            NeighbourClaims.Hold(job, Reference.Table(job, with), Reference.Table(job, without), Claims, out var reached).ShouldBeTrue($"pair {i}");
            if (reached) tight++;
        }
        tight.ShouldBeGreaterThan(pairs / 500, "the control: the claim is reached, so less would be caught");
    }

    [Theory]
    [InlineData(EngineKind.DuckDb, 60, 10_000)]
    [InlineData(EngineKind.Postgres, 30, 2_000)]
    public async Task Engine_OnNeighbours_DiffersByNoMoreThanIsClaimedAndAnswersTheSameBytes(EngineKind kind, int pairs, int full)
    {
        for (var i = 0; i < Length.Of(pairs, full); i++)
        {
            var (job, with, without) = Pair((ulong)i + 7_000_000);
            using var one = await postgres.EngineAsync(kind, with);
            using var other = await postgres.EngineAsync(kind, without);
            var a = await ExactTable.ReadAsync(job, one, TestContext.Current.CancellationToken);
            var b = await ExactTable.ReadAsync(job, other, TestContext.Current.CancellationToken);
            NeighbourClaims.Hold(job, a, b, Claims).ShouldBeTrue($"pair {i}");
            ForcedAnswer(job, a).ShouldBe(ForcedAnswer(job, b), $"pair {i}");
        }
    }

    [Fact]
    public void Rank_ByPlaceInTheFile_IsCaught()
    {
        // The control of the whole suite: ranks given over all rows, as file position would, let one person move others.
        Enumerable.Range(0, 400).Count(i =>
        {
            var (job, with, without) = Pair((ulong)i);
            return !NeighbourClaims.Hold(job, Reference.Table(job, ByPlace(with)), Reference.Table(job, ByPlace(without)), Claims);
        }).ShouldBeGreaterThan(0);
    }

    private static List<TestRow> ByPlace(List<TestRow> rows) => [.. rows.Select((r, place) => r with { Rank = 1 + (place % TestRow.MaxRows) })];

    private static (BoundJob Job, List<TestRow> With, List<TestRow> Without) Pair(ulong seed)
    {
        var seeded = new Seeded(seed);
        var rows = TestRow.People(2 + seeded.Next(8), seeded);
        var victim = $"P{seeded.Next(2)}";
        return (RandomJobs.Bound(RandomJobs.One(seeded)), rows, [.. rows.Where(r => r.Subject != victim)]);
    }

    private static IReadOnlyList<Component> Claims(Shape shape, Bounding plan, int reach) => shape.Components(plan, reach);

    private static byte[] ForcedAnswer(BoundJob job, IReadOnlyList<ExactGroup> exact) => AnswerTable.Write(job, NoisyTable.Of(job, exact, new Forced()));

    private sealed class Forced : INoiseAdder
    {
        // No private key passes: which ones do is part of what the mechanism gives out.
        public BigInteger Add(BigInteger exact, INoise noise) => -1_000_000;
    }
}

using Sandbox.Privacy.Accounting;
using Sandbox.Privacy.Estimates;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Plans;
using Testing;
using Testing.Seeds;

namespace Sandbox.Tests.Privacy;

/// <summary>How often the 95 % intervals hold what they are about, over groups from five people to ten thousand.</summary>
public sealed class CoverageTests
{
    private const int Upper = 200;
    private static readonly int Trials = Length.Of(2_000, 40_000);
    private static readonly Bounding Plan = Bounding.RankedRows(1);

    public static TheoryData<int, bool> Groups { get; } = new(
        from n in new[] { 5, 20, 100, 1000, 10_000 } from gaussian in new[] { true, false } select (n, gaussian));

    [Theory]
    [MemberData(nameof(Groups))]
    public void Sum_Intervals_CoverTheTruth(int n, bool gaussian)
    {
        var truth = (long)n * 77;
        var noise = Spend(gaussian).Noises(new SumShape(0, Upper).Components(Plan, 1))[0];
        ShouldCover(bits => NoisyNumber.Of(truth, noise, new NoiseAdder(bits)).Interval, truth, 0.94, 0.99);
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Mean_Intervals_CoverTheTruth(int n, bool gaussian)
    {
        var values = Values(n);
        ShouldCover(bits => Moments(values, 1, gaussian, bits).Mean, values.Average(), 0.94, 0.99);
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Variance_Intervals_CoverTheTruth(int n, bool gaussian)
    {
        var values = Values(n);
        var mean = values.Average();
        ShouldCover(bits => Moments(values, 2, gaussian, bits).Variance, values.Average(v => (v - mean) * (v - mean)), 0.94, 1);
    }

    [Theory]
    [InlineData(100, 0.5)]
    [InlineData(1000, 0.5)]
    [InlineData(1000, 0.1)]
    [InlineData(10_000, 0.99)]
    public void Quantile_Intervals_CoverTheTruth(int n, double share)
    {
        const int levels = 6;
        var values = Values(n);
        var shape = new TreeShape(levels);
        var noises = Spend(gaussian: true).Noises(shape.Components(Plan, 1));
        var bins = new long[1 << levels];
        foreach (var value in values) bins[QuantileTree.BinOf((long)value, 0, Upper, levels)]++;
        var truth = values.Order().ElementAt((int)Math.Ceiling(share * n) - 1);
        var trials = Trials / 4;
        ShouldCover(bits => QuantileTree.Of(shape, bins, 0, Upper, noises, new NoiseAdder(bits)).Quantile(share), truth, 0.94, 1, trials);
    }

    [Fact]
    public void Mean_OfManyRows_IsAsFarOffAsExpected()
    {
        var values = Values(10_000);
        var shape = new MomentsShape(0, Upper, 1);
        var expected = ExpectedError.MeanHalfWidth(shape, Plan, 1, Spend(gaussian: true), values.Count);
        var bits = new SeededBits(4);
        var off = Enumerable.Range(0, 2000).Count(_ => Math.Abs(Moments(values, 1, gaussian: true, bits).Mean.Value - values.Average()) > expected);
        (off / 2000.0).ShouldBeLessThan(0.06);
        off.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Price_OfAnAccuracy_IsTheCheapestThatReachesIt()
    {
        var shape = new RowCountShape();
        var price = ExpectedError.NanoRhoFor(200, spend => ExpectedError.HalfWidth(shape, Bounding.RankedRows(36), 36, spend)).ShouldNotBeNull();
        ExpectedError.HalfWidth(shape, Bounding.RankedRows(36), 36, Sandbox.Privacy.Measures.Spend.Gaussian(price)).ShouldBe(200);
        ExpectedError.HalfWidth(shape, Bounding.RankedRows(36), 36, Sandbox.Privacy.Measures.Spend.Gaussian(price - (price / 50))).ShouldBeGreaterThan(200);
        // σ = 200/1.96 and ρ = 36²/(2σ²).
        (price / 1e9).ShouldBe(36 * 36 / (2 * Math.Pow(200 / 1.96, 2)), 0.001);
        ExpectedError.NanoRhoFor(0, spend => ExpectedError.HalfWidth(new SumShape(0, 1_000_000), Plan, 1, spend)).ShouldBeNull();
    }

    private static MomentsEstimate Moments(IReadOnlyList<double> values, int order, bool gaussian, IRandomBits bits)
    {
        var shape = new MomentsShape(0, Upper, order);
        var totals = shape.Totals(values.Count, (long)values.Sum(), (long)values.Sum(v => v * v));
        var noises = Spend(gaussian).Noises(shape.Components(Plan, 1));
        return new MomentsEstimate(shape, [.. totals.Select((t, i) => NoisyNumber.Of(t, noises[i], new NoiseAdder(bits)))]);
    }

    private static void ShouldCover(Func<IRandomBits, Interval> draw, double truth, double least, double most, int? trials = null)
    {
        var bits = new SeededBits(42);
        var (runs, held) = (trials ?? Trials, 0);
        for (var i = 0; i < runs; i++)
        {
            var interval = draw(bits);
            interval.Value.ShouldBeInRange(interval.Lower, interval.Upper);
            if (interval.Lower <= truth && truth <= interval.Upper) held++;
        }
        // Three standard errors of a rate of 95 %.
        var slack = 3 * Math.Sqrt(0.95 * 0.05 / runs);
        ((double)held / runs).ShouldBeInRange(least - slack, most + slack);
    }

    // ρ of about ½.
    private static Spend Spend(bool gaussian) => gaussian ? Sandbox.Privacy.Measures.Spend.Gaussian(500_000_000) : Sandbox.Privacy.Measures.Spend.Laplace(1_000_000);

    private static List<double> Values(int n)
    {
        var seeded = new Seeded((ulong)n);
        return [.. Enumerable.Range(0, n).Select(_ => (double)(seeded.Next(80) + seeded.Next(80)))];
    }
}

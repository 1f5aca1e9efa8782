using System.Numerics;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Selection;
using Testing;

namespace Sandbox.Tests.Privacy;

public sealed class KeyThresholdTests
{
    private const long CentiDelta = 10_000_000_000_000;

    [Theory]
    [InlineData(1.0, 1e-2)]
    [InlineData(400.0, 1e-9)]
    [InlineData(0.3, 1e-6)]
    [InlineData(1e6, 1e-12)]
    public void GaussianTail_Threshold_IsTheSmallestThatHolds(double variance, double delta)
    {
        var t = GaussianTail.Threshold(variance, delta);
        Tail(variance, t).ShouldBeLessThanOrEqualTo(delta);
        if (t > 1) Tail(variance, t - 1).ShouldBeGreaterThan(delta * (1 - 1e-6));
    }

    [Fact]
    public void GaussianTail_BeyondWhatIsSummed_IsSafeAndAlmostTight()
    {
        // The two ways meet at σ² = 10⁸.
        foreach (var delta in new[] { 1e-2, 1e-6, 1e-13 })
        {
            double summed = GaussianTail.Threshold(1e8, delta), bounded = GaussianTail.Threshold(1e8 + 1, delta);
            bounded.ShouldBeInRange(summed, summed * 1.2);
        }
    }

    [Theory]
    [InlineData(1, 1_000_000, 1)]
    [InlineData(3, 300_000, 1)]
    [InlineData(1, 100_000, 10)]
    public void Laplace_KeyOfOnePersonMore_PassesWithinDelta(int reach, long microEpsilon, int minSubjects)
    {
        var threshold = KeyThresholds.Laplace(reach, microEpsilon, CentiDelta, minSubjects);
        var (epsilon, t) = (microEpsilon / 1e6 / reach, (double)threshold.Threshold - 1);
        var passes = Math.Exp(-epsilon * t) / (1 + Math.Exp(-epsilon));
        passes.ShouldBeLessThanOrEqualTo(0.01 / reach);
        (passes * Math.Exp(epsilon)).ShouldBeGreaterThan(0.01 / reach, "and no threshold below does");
    }

    [Theory]
    [InlineData(1, 1_000_000)]
    [InlineData(2, 500_000)]
    public void TruncatedGeometric_Outputs_AreEpsilonDeltaCloseForEveryNumberOfPeople(int reach, long microEpsilon)
    {
        var threshold = KeyThresholds.TruncatedGeometric(reach, microEpsilon, CentiDelta, 1);
        var (epsilon, delta, t) = (microEpsilon / 1e6 / reach, 0.01 / reach, (int)threshold.Threshold - 1);
        var z = Enumerable.Range(-t, (2 * t) + 1).Sum(x => Math.Exp(-epsilon * Math.Abs(x)));
        double Mass(int people, int noisy) => Math.Abs(noisy - people) <= t ? Math.Exp(-epsilon * Math.Abs(noisy - people)) / z : 0;
        double Held(int people) => people == 0 ? 1 : Enumerable.Range(people - t, (2 * t) + 1).Where(y => y <= t).Sum(y => Mass(people, y));
        double Excess(int a, int b) => Math.Max(0, Held(a) - (Math.Exp(epsilon) * Held(b)))
            + Enumerable.Range(t + 1, (4 * t) + 4).Sum(y => Math.Max(0, (a == 0 ? 0 : Mass(a, y)) - (Math.Exp(epsilon) * (b == 0 ? 0 : Mass(b, y)))));
        for (var people = 0; people <= (2 * t) + 3; people++)
        {
            Excess(people, people + 1).ShouldBeLessThanOrEqualTo(delta + 1e-12);
            Excess(people + 1, people).ShouldBeLessThanOrEqualTo(delta + 1e-12);
        }
        // It is the one that lets out the most: no other threshold of the three is lower.
        threshold.EvenChance.ShouldBeLessThanOrEqualTo(KeyThresholds.Laplace(reach, microEpsilon, CentiDelta, 1).EvenChance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Pass_AKeyThatOnePersonBringsToTheMinimum_StaysWithinDelta(int minSubjects)
    {
        var runs = Length.Of(20_000, 400_000);
        KeyThreshold[] all =
        [
            KeyThresholds.Gaussian(1, 200_000_000, CentiDelta, minSubjects),
            KeyThresholds.Laplace(1, 1_000_000, CentiDelta, minSubjects),
            KeyThresholds.TruncatedGeometric(1, 1_000_000, CentiDelta, minSubjects),
        ];
        foreach (var threshold in all)
        {
            var bits = new NoiseAdder(new SeededBits(5));
            var passed = Enumerable.Range(0, runs).Count(_ => threshold.Pass(minSubjects, bits) is not null);
            ((double)passed / runs).ShouldBeLessThanOrEqualTo(0.01 + (4 * Math.Sqrt(0.01 / runs)));
            passed.ShouldBeGreaterThan(0, "the control: at this δ the leak would show");
            Enumerable.Range(0, 1000).ShouldAllBe(_ => threshold.Pass(minSubjects - 1, bits) == null);
            threshold.Pass(100_000, bits).ShouldNotBeNull();
        }
    }

    [Fact]
    public void Pass_NumbersThatPassed_AreTheNoisyNumbersOfPeople()
    {
        var threshold = KeyThresholds.Gaussian(1, 5_000_000, CentiDelta, 10);
        var bits = new NoiseAdder(new SeededBits(9));
        var passed = Enumerable.Range(0, 4000).Select(_ => (double)threshold.Pass(10_000, bits)!.Value).ToList();
        passed.Average().ShouldBe(10_000, 4 * threshold.Noise.StandardDeviation / Math.Sqrt(passed.Count));
        Math.Sqrt(passed.Average(p => (p - 10_000) * (p - 10_000))).ShouldBe(threshold.Noise.StandardDeviation, threshold.Noise.StandardDeviation * 0.06);
    }

    [Fact]
    public void Threshold_WithNoDeltaForEachKey_IsRefused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => KeyThresholds.Gaussian(10, 1_000_000, 9, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => KeyThresholds.Laplace(1, 1_000_000, 0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => KeyThresholds.Gaussian(1, 1_000_000, 10, 0));
    }

    private static double Tail(double variance, long t)
    {
        var far = (long)(40 * Math.Sqrt(variance)) + 10;
        double above = 0, all = 0;
        for (var k = -far; k <= far; k++)
        {
            var term = Math.Exp(-(double)k * k / (2 * variance));
            all += term;
            if (k >= t) above += term;
        }
        return above / all;
    }
}

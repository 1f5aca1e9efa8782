using Sandbox.Privacy.Accounting;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Plans;
using Sandbox.Privacy.Selection;
using Testing;
using Testing.Statistics;

namespace Sandbox.Tests.Privacy;

/// <summary>
/// Attacks as statistics: the event that tells two neighbours apart best is chosen on one half of the runs and measured on the other. What is thereby proved to be
/// lost, with 99.9 %, is at most what is claimed, along the whole (ε, δ) curve.
/// </summary>
public sealed class AuditTests
{
    private static readonly int Runs = Length.Of(20_000, 500_000);

    [Theory]
    [InlineData(5_000_000)]
    [InlineData(500_000_000)]
    public void Gaussian_CountOfNeighbours_LosesNoMoreThanItsCurve(long nanoRho)
    {
        var noise = Spend.Gaussian(nanoRho).Noises(new RowCountShape().Components(Bounding.RankedRows(10), 1))[0];
        Excess(bits => (double)noise.Sample(bits), bits => (double)(10 + noise.Sample(bits)), e => Conversion.Delta(nanoRho / 1e9, e)).ShouldBeLessThanOrEqualTo(0);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void Laplace_CountOfNeighbours_LosesNoMoreThanEpsilon(long microEpsilon)
    {
        var noise = Spend.Laplace(microEpsilon).Noises(new RowCountShape().Components(Bounding.RankedRows(3), 1))[0];
        Excess(bits => (double)noise.Sample(bits), bits => (double)(3 + noise.Sample(bits)), e => Pure(microEpsilon / 1e6, e)).ShouldBeLessThanOrEqualTo(0);
    }

    [Fact]
    public void Mean_OfNeighbours_LosesNoMoreThanItsCurve()
    {
        // The victim has every row at the upper bound. The best linear combination of the two noisy numbers is what an attacker looks at.
        const long nanoRho = 500_000_000;
        var shape = new MomentsShape(0, 100, 1);
        var noises = Spend.Gaussian(nanoRho).Noises(shape.Components(Bounding.RankedRows(5), 1));
        double Seen(int rows, IRandomBits bits)
        {
            var totals = shape.Totals(rows, rows * 100, 0);
            return (double)(totals[0] + noises[0].Sample(bits)) + ((double)(totals[1] + noises[1].Sample(bits)) / 100);
        }
        Excess(bits => Seen(0, bits), bits => Seen(5, bits), e => Conversion.Delta(nanoRho / 1e9, e)).ShouldBeLessThanOrEqualTo(0);
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("laplace")]
    [InlineData("truncated")]
    public void Keys_OfNeighbours_LoseNoMoreThanEpsilonAndDelta(string mechanism)
    {
        const double delta = 1e-2;
        var (threshold, curve) = mechanism switch
        {
            "gaussian" => (KeyThresholds.Gaussian(1, 500_000_000, 10_000_000_000_000, 1), e => delta + Conversion.Delta(0.5, e)),
            "laplace" => (KeyThresholds.Laplace(1, 1_000_000, 10_000_000_000_000, 1), e => delta + Pure(1, e)),
            _ => (KeyThresholds.TruncatedGeometric(1, 1_000_000, 10_000_000_000_000, 1), (Func<double, double>)(e => delta + Pure(1, e))),
        };
        foreach (var people in new[] { 1, 3, 6 })
            Excess(bits => Seen(threshold, people - 1, bits), bits => Seen(threshold, people, bits), curve).ShouldBeLessThanOrEqualTo(0, $"{people} people");

        // A key that is held back is seen as below all numbers.
        static double Seen(KeyThreshold threshold, int people, IRandomBits bits) =>
            (people == 0 ? null : threshold.Pass(people, new NoiseAdder(bits))) is { } noisy ? (double)noisy : -1e9;
    }

    [Fact]
    public void Noise_OfHalfTheScale_IsFoundOut()
    {
        var noise = Spend.Laplace(2_000_000).Noises(new RowCountShape().Components(Bounding.RankedRows(3), 1))[0];
        Excess(bits => (double)noise.Sample(bits), bits => (double)(3 + noise.Sample(bits)), e => Pure(1, e)).ShouldBeGreaterThan(0);
        var threshold = KeyThresholds.Laplace(1, 1_000_000, 50_000_000_000_000, 1);
        Excess(_ => -1e9, bits => threshold.Pass(1, new NoiseAdder(bits)) is { } n ? (double)n : -1e9, _ => 1e-2).ShouldBeGreaterThan(0);
    }

    // δ(e) of a pure ε-differentially private mechanism at its worst.
    private static double Pure(double epsilon, double e) => Math.Max(0, (Math.Exp(epsilon) - Math.Exp(e)) / (1 + Math.Exp(epsilon)));

    private static double Excess(Func<IRandomBits, double> a, Func<IRandomBits, double> b, Func<double, double> claimed)
    {
        var bits = new SeededBits(77);
        double[] Draw(Func<IRandomBits, double> side) => [.. Enumerable.Range(0, Runs).Select(_ => side(bits))];
        return LossAudit.Excess(Draw(a), Draw(b), Draw(a), Draw(b), claimed);
    }
}

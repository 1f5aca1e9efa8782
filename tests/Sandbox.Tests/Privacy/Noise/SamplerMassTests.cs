using System.Numerics;
using Sandbox.Privacy.Noise;
using Testing;

namespace Sandbox.Tests.Privacy;

/// <summary>The samplers' probability mass, summed exactly over all sequences of random bits.</summary>
public sealed class SamplerMassTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(100)]
    public void Uniform_OfEveryBound_IsExactlyEven(int bound)
    {
        var (mass, cut) = EnumeratedBits.Of(14, bits => UniformSampler.Below((ulong)bound, bits));
        mass.Count.ShouldBe(bound);
        mass.Values.Distinct().Count().ShouldBe(1);
        Share(cut, 14).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Uniform_BeyondAMachineWord_StaysInItsBoundsAndReachesBoth()
    {
        foreach (var bound in new[] { (BigInteger)ulong.MaxValue + 1, BigInteger.Pow(2, 100) + 1, BigInteger.Pow(2, 128), BigInteger.Pow(10, 60) })
        {
            (UniformSampler.Below(bound, new ConstantBits(0)) == 0).ShouldBeTrue();
            var bits = new SeededBits(1);
            var draws = Enumerable.Range(0, 2000).Select(_ => UniformSampler.Below(bound, bits)).ToList();
            draws.ShouldAllBe(d => d >= 0 && d < bound);
            ((double)draws.Aggregate(BigInteger.Add)).ShouldBe((double)bound * 1000, (double)bound * 40);
            draws.Max().ShouldBeGreaterThan(bound * 99 / 100);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 8)]
    [InlineData(1, 3)]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 1)]
    public void BernoulliExp_OfARational_HasItsExactMass(int numerator, int denominator)
    {
        const int limit = 20;
        var (mass, cut) = EnumeratedBits.Of(limit, bits => BernoulliExp.Sample((UInt128)numerator, (UInt128)denominator, bits) ? 1 : 0);
        var (low, truth) = (Share(mass.GetValueOrDefault(1), limit), Math.Exp(-(double)numerator / denominator));
        truth.ShouldBeInRange(low, low + Share(cut, limit));
        Share(cut, limit).ShouldBeLessThan(0.02);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(9, 10)]
    public void BernoulliExp_OfBigIntegers_HasTheSameMass(int numerator, int denominator)
    {
        var large = BigInteger.Pow(10, 50);
        var (mass, _) = EnumeratedBits.Of(16, bits => BernoulliExp.Sample((BigInteger)numerator, denominator, bits) ? 1 : 0);
        EnumeratedBits.Of(16, bits => BernoulliExp.Sample((UInt128)numerator, (UInt128)denominator, bits) ? 1 : 0).Mass.ShouldBe(mass);
        var bits = new SeededBits(7);
        const int draws = 20_000;
        var hits = Enumerable.Range(0, draws).Count(_ => BernoulliExp.Sample(numerator * large, denominator * large, bits));
        ((double)hits / draws).ShouldBe(Math.Exp(-(double)numerator / denominator), 5 * Math.Sqrt(0.25 / draws));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public void Laplace_OfARationalScale_HasItsExactMass(int t, int s)
    {
        var noise = new DiscreteLaplace(new Ratio(t, s));
        var r = Math.Exp(-(double)s / t);
        ShouldHaveMass(noise.Sample, x => (1 - r) / (1 + r) * Math.Pow(r, Math.Abs(x)));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(1, 2)]
    public void Gaussian_OfARationalVariance_HasItsExactMass(int n, int d)
    {
        var noise = new DiscreteGaussian(new Ratio(n, d));
        double Term(int x) => Math.Exp(-(double)x * x * d / (2.0 * n));
        var total = Enumerable.Range(-60, 121).Sum(Term);
        ShouldHaveMass(noise.Sample, x => Term(x) / total);
    }

    // Mass found ≤ true mass ≤ mass found + mass cut, for each outcome and for all together.
    private static void ShouldHaveMass(Func<IRandomBits, BigInteger> sample, Func<int, double> truth)
    {
        var limit = Length.Of(18, 24);
        var (mass, cut) = EnumeratedBits.Of(limit, sample);
        var missing = 0.0;
        for (var x = -6; x <= 6; x++)
        {
            var found = Share(mass.GetValueOrDefault(x), limit);
            found.ShouldBe(Share(mass.GetValueOrDefault(-x), limit), "noise is symmetric");
            found.ShouldBeLessThanOrEqualTo(truth(x) + 1e-12);
            missing += truth(x) - found;
        }
        missing.ShouldBeLessThanOrEqualTo(Share(cut, limit) + 1e-9);
        Share(cut, limit).ShouldBeLessThan(0.5, "enough was enumerated to say something");
    }

    private static double Share(long mass, int limit) => mass / (double)(1L << limit);

    private sealed class ConstantBits(ulong value) : IRandomBits
    {
        public ulong Take(int count) => value;
    }
}

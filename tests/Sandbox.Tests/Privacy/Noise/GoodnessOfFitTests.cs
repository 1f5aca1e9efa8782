using System.Numerics;
using Sandbox.Privacy.Noise;
using Testing;

namespace Sandbox.Tests.Privacy;

public sealed class GoodnessOfFitTests
{
    private static readonly int Draws = Length.Of(20_000, 2_000_000);

    [Theory]
    [InlineData("1/3")]
    [InlineData("1/1")]
    [InlineData("20/3")]
    [InlineData("250/1")]
    [InlineData("10000000007/10000000")]
    public void Laplace_AtAnyScale_FitsItsMass(string scale)
    {
        var ratio = Parse(scale);
        var r = Math.Exp(-1 / ratio.ToDouble());
        ShouldFit(new DiscreteLaplace(ratio), x => (1 - r) / (1 + r) * Math.Pow(r, Math.Abs(x)));
    }

    [Theory]
    [InlineData("1/4")]
    [InlineData("1/1")]
    [InlineData("400/1")]
    [InlineData("10000000019/1000003")]
    [InlineData("123456789/1000")]
    public void Gaussian_AtAnyVariance_FitsItsMass(string variance)
    {
        var v = Parse(variance).ToDouble();
        var far = (int)(12 * Math.Sqrt(v)) + 12;
        var total = Enumerable.Range(-far, (2 * far) + 1).Sum(x => Math.Exp(-(double)x * x / (2 * v)));
        ShouldFit(new DiscreteGaussian(Parse(variance)), x => Math.Exp(-(double)x * x / (2 * v)) / total);
    }

    [Fact]
    public void Fit_OfNoiseThatIsALittleOff_Fails()
    {
        // The control: a variance of 1.2 for 1, and Laplace for Gaussian.
        var total = Enumerable.Range(-40, 81).Sum(x => Math.Exp(-(double)x * x / 2));
        foreach (var wrong in new INoise[] { new DiscreteGaussian(new Ratio(6, 5)), new DiscreteLaplace(new Ratio(7, 10)) })
            Fits(wrong, x => Math.Exp(-(double)x * x / 2) / total).ShouldBeFalse();
    }

    [Fact]
    public void SecureBits_OverManyWidths_AreEven()
    {
        var bits = new SecureBits();
        foreach (var width in new[] { 1, 3, 7, 13, 63, 64 })
        {
            var ones = Enumerable.Range(0, 20_000).Sum(_ => BitOperations.PopCount(bits.Take(width)));
            ((double)ones / (20_000 * width)).ShouldBe(0.5, 3.5 / Math.Sqrt(20_000.0 * width), $"{width} bits");
        }
    }

    [Fact]
    public void SecureBits_Blocks_AreNotRepeated()
    {
        var bits = new SecureBits();
        Enumerable.Range(0, 5000).Select(_ => bits.Take(64)).Distinct().Count().ShouldBe(5000);
    }

    [Fact]
    public void Gaussian_OfALargeVariance_HasItsDeviation()
    {
        var noise = new DiscreteGaussian(new Ratio(BigInteger.Pow(10, 30) + 1, 7));
        var bits = new SeededBits(3);
        var draws = Enumerable.Range(0, 20_000).Select(_ => (double)noise.Sample(bits)).ToList();
        Math.Sqrt(draws.Average(d => d * d)).ShouldBe(noise.StandardDeviation, noise.StandardDeviation * 0.03);
        draws.Average().ShouldBe(0, noise.StandardDeviation * 0.04);
    }

    private static void ShouldFit(INoise noise, Func<int, double> mass) => Fits(noise, mass).ShouldBeTrue();

    private static bool Fits(INoise noise, Func<int, double> mass)
    {
        var bits = new SeededBits(20_220_930);
        var draws = Enumerable.Range(0, Draws).Select(_ => noise.Sample(bits)).ToList();
        var far = (int)Math.Ceiling(8 * noise.StandardDeviation) + 2;
        return GoodnessOfFit.Holds(draws, -far, [.. Enumerable.Range(-far, (2 * far) + 1).Select(mass)]);
    }

    private static Ratio Parse(string text) => new(BigInteger.Parse(text.Split('/')[0]), BigInteger.Parse(text.Split('/')[1]));
}

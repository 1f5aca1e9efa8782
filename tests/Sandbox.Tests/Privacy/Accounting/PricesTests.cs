using Sandbox.Privacy.Accounting;
using Sandbox.Privacy.Noise;

namespace Sandbox.Tests.Privacy;

public sealed class PricesTests
{
    [Theory]
    [InlineData(50_000, 1_250_000)]
    [InlineData(1_000_000, 500_000_000)]
    [InlineData(1, 1)]
    public void Gaussian_OfAnEpsilon_IsHalfItsSquareRoundedUp(long microEpsilon, long nanoRho) =>
        Prices.Gaussian(microEpsilon).ShouldBe(nanoRho);

    [Theory]
    [InlineData(1)]
    [InlineData(999_999)]
    [InlineData(1_250_000)]
    [InlineData(49_999_999_999)]
    public void MicroEpsilonFor_APrice_IsTheCheapestThatPaysIt(long nanoRho)
    {
        var epsilon = Prices.MicroEpsilonFor(nanoRho);
        Prices.Gaussian(epsilon).ShouldBeGreaterThanOrEqualTo(nanoRho);
        if (epsilon > 1) Prices.Gaussian(epsilon - 1).ShouldBeLessThan(nanoRho);
    }

    [Fact]
    public void Pure_Price_BoundsEveryRenyiDivergenceOfTheTwoPointMechanism()
    {
        // Randomised response is the worst of all ε-differentially private mechanisms; D_α(P‖Q) ≤ α·ρ for all α > 1.
        foreach (var epsilon in new[] { 0.01, 0.1, 0.5, 1, 2, 5, 10 })
        {
            var rho = Prices.Pure((long)(epsilon * 1e6)) / 1e9;
            var p = Math.Exp(epsilon) / (1 + Math.Exp(epsilon));
            for (var alpha = 1.0001; alpha < 1e4; alpha *= 1.1)
            {
                var log = Log2Sum((alpha * Math.Log(p)) + ((1 - alpha) * Math.Log(1 - p)), (alpha * Math.Log(1 - p)) + ((1 - alpha) * Math.Log(p)));
                (log / (alpha - 1)).ShouldBeLessThanOrEqualTo((alpha * rho) + 1e-9, $"ε = {epsilon}, α = {alpha}");
            }
            rho.ShouldBeLessThanOrEqualTo(epsilon * epsilon / 2);
        }
    }

    [Fact]
    public void Epsilon_OfWhatDocumentsSpend_IsAsPublished()
    {
        Conversion.Epsilon(0.5, 1e-6).ShouldBe(5.2, 0.05);
        Conversion.Epsilon(12 * 0.5, 1e-6).ShouldBe(23.1, 0.1);
        Conversion.Epsilon(36 * 0.5, 1e-6).ShouldBe(48, 0.5);
        Conversion.Epsilon(0, 1e-6).ShouldBe(0);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.5)]
    [InlineData(6)]
    public void Delta_OfAnEpsilon_IsTheInverseAndNoLessThanTheGaussianNeeds(double rho)
    {
        foreach (var delta in new[] { 1e-3, 1e-6, 1e-10 })
        {
            var epsilon = Conversion.Epsilon(rho, delta);
            Conversion.Delta(rho, epsilon).ShouldBe(delta, delta * 1e-3);

            // The exact curve of the mechanism lies below.
            GaussianCurve.Delta(rho, epsilon).ShouldBeLessThanOrEqualTo(delta);
        }
    }

    private static double Log2Sum(double a, double b) => Math.Max(a, b) + Math.Log(1 + Math.Exp(-Math.Abs(a - b)));
}

using System.Globalization;
using FsCheck.Xunit;
using Policies.Costs;

namespace Policies.Tests.Costs;

public sealed class ExactDecimalTests
{
    [Theory]
    [InlineData("0.05", 6, 50_000L)]
    [InlineData("5e-2", 6, 50_000L)]
    [InlineData("2.0", 9, 2_000_000_000L)]
    [InlineData("1e-7", 15, 100_000_000L)]
    [InlineData("0.0000001", 15, 100_000_000L)]
    [InlineData("1E0", 0, 1L)]
    [InlineData("0", 15, 0L)]
    [InlineData("1e-16", 15, null)]
    [InlineData("0.0000001", 6, null)]
    [InlineData("0.10000000", 6, 100_000L)]
    [InlineData("1e99", 0, null)]
    [InlineData("1e-99", 15, null)]
    [InlineData("-1", 6, null)]
    [InlineData("+1", 6, null)]
    [InlineData(".5", 6, null)]
    [InlineData("5.", 6, null)]
    [InlineData("01", 6, null)]
    [InlineData("1_0", 6, null)]
    [InlineData("NaN", 6, null)]
    [InlineData("1\n", 6, null)]
    [InlineData("٣", 6, null)]
    public void Parse_Text_IsExactOrNothing(string text, int digits, long? units) => ExactDecimal.Parse(text, digits).ShouldBe(units);

    [Property(MaxTest = 20_000)]
    public void Format_AnyUnits_ReadsBackTheSame(uint units, byte places)
    {
        var digits = places % 16;
        ExactDecimal.Parse(ExactDecimal.Format(units, digits), digits).ShouldBe(units);
    }

    [Property(MaxTest = 20_000)]
    public void ToDouble_AnyDelta_IsTheNearestDouble(ulong seed)
    {
        var units = (long)(seed % (PrivacyBudget.MaxFemtoDelta + 1));
        ExactDecimal.ToDouble(units, PrivacyBudget.DeltaDigits)
            .ShouldBe(double.Parse(ExactDecimal.Format(units, PrivacyBudget.DeltaDigits), CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("0.05", 1_250_000)]
    [InlineData("1", 500_000_000)]
    [InlineData("10", 50_000_000_000)]
    [InlineData("0.000001", 1)]
    [InlineData("0.001001", 502)]
    public void Cost_OfAnEpsilon_IsHalfItsSquareRoundedUp(string text, long nanoRho)
    {
        Epsilon.TryParse(text, out var epsilon).ShouldBeTrue();
        epsilon.Cost.ShouldBe(new PrivacyCost(nanoRho, 0));
        epsilon.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10.000001")]
    [InlineData("")]
    public void TryParse_NoEpsilon_IsRefused(string text) => Epsilon.TryParse(text, out _).ShouldBeFalse();
}

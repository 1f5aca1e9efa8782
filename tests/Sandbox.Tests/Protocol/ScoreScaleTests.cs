using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sandbox.Protocol.Models;

namespace Sandbox.Tests.Protocol;

public class ScoreScaleTests
{
    [Fact]
    public void Points_OddsOfFifteen_AreTheAnchor() => ScoreScale.Points(-Math.Log(15)).ShouldBe(600, 1e-9);

    [Fact]
    public void Points_DoubledOdds_AreFiftyMore() => ScoreScale.Points(-Math.Log(30)).ShouldBe(650, 1e-9);

    [Theory]
    [InlineData(double.NaN, 300)]
    [InlineData(double.PositiveInfinity, 300)]
    [InlineData(double.NegativeInfinity, 850)]
    [InlineData(1e300, 300)]
    [InlineData(-1e300, 850)]
    public void Score_ExtremeLogOdds_StayOnTheScale(double logOdds, int score) => ScoreScale.Score(logOdds, 1).ShouldBe(score);

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void Score_BadPrecision_Throws(int precision) => Should.Throw<ArgumentOutOfRangeException>(() => ScoreScale.Score(0, precision));

    [Property]
    public Property Score_AnyLogOddsAndPrecision_IsAMultipleWithinTheScale() => Prop.ForAll(
        ArbMap.Default.ArbFor<double>(), Gen.Choose(1, 100).ToArbitrary(), (logOdds, precision) =>
        {
            var score = ScoreScale.Score(logOdds, precision);
            return score is >= ScoreScale.Minimum and <= ScoreScale.Maximum
                && (score % precision == 0 || score is ScoreScale.Minimum or ScoreScale.Maximum);
        });

    [Property]
    public Property Score_HigherLogOddsOfDefault_IsNeverBetter() => Prop.ForAll(
        Gen.Choose(-9000, 9000).ToArbitrary(), Gen.Choose(0, 3000).ToArbitrary(), Gen.Choose(1, 100).ToArbitrary(), (at, more, precision) =>
            ScoreScale.Score((at + more) / 1000.0, precision) <= ScoreScale.Score(at / 1000.0, precision));

    [Theory]
    [InlineData(850, "A")]
    [InlineData(720, "A")]
    [InlineData(719, "B")]
    [InlineData(660, "B")]
    [InlineData(659, "C")]
    [InlineData(600, "C")]
    [InlineData(599, "D")]
    [InlineData(540, "D")]
    [InlineData(539, "E")]
    [InlineData(300, "E")]
    public void Band_AtItsEdges_IsAsDocumented(int score, string band) => ScoreScale.Band(score).ShouldBe(band);
}

using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Plans;

namespace Sandbox.Tests.Privacy;

public sealed class PlanRuleTests
{
    private static readonly PlanMeasure Count = new(new RowCountShape(), new RowCountShape());
    private static readonly PlanMeasure People = new(new SubjectCountShape(), new SubjectCountShape());
    private static readonly PlanMeasure Deposit = new(new SumShape(0, 2_000_000), new SumShape(0, 24_000_000));
    private static readonly PlanFacts Facts = new(36, 36, 3, KeysConstant: true, WhereConstant: true, 16, [Count]);

    [Fact]
    public void Count_OfRowsThatAreAllKept_IsRanked() => PlanRule.Choose(Facts).ShouldBe(Bounding.RankedRows(36));

    [Fact]
    public void Sum_WhosePersonalBoundIsBelowTheRows_IsPerSubject() =>
        PlanRule.Choose(Facts with { Measures = [Count, Deposit] }).ShouldBe(Bounding.PerSubject(3, 36));

    [Fact]
    public void Sum_ByAKeyThatChangesWithinAPerson_IsRanked_BecausePerSubjectWouldDropGroups() =>
        PlanRule.Choose(Facts with { KeysConstant = false, PublicGroups = null, Measures = [Deposit] }).ShouldBe(Bounding.RankedRows(36));

    [Fact]
    public void People_UnderAPredicateThatChangesWithinAPerson_AreRankedOnlyIfNoRowIsLost()
    {
        PlanRule.Choose(Facts with { WhereConstant = false, Measures = [People] }).ShouldBe(Bounding.RankedRows(36));
        PlanRule.Choose(Facts with { WhereConstant = false, Keep = 10, Measures = [People] }).ShouldBe(Bounding.PerSubject(3, 10));
        PlanRule.Choose(Facts with { Keep = 10, Measures = [People] }).ShouldBe(Bounding.RankedRows(10));
    }

    [Fact]
    public void Rows_ThatAreCut_AreRankedWhenTheNoiseIsNoLarger()
    {
        PlanRule.Choose(Facts with { Keep = 10 }).ShouldBe(Bounding.RankedRows(10));
        PlanRule.Choose(Facts with { Keep = 10, Measures = [Deposit with { PerSubject = new SumShape(0, 2_000_000) }] }).ShouldBe(Bounding.PerSubject(3, 10));
    }

    [Fact]
    public void Reach_OfKeys_IsOneWhenConstantAndNeverMoreThanTheGroups()
    {
        Bounding.RankedRows(36).Reach(keysConstant: true, 16).ShouldBe(1);
        Bounding.RankedRows(36).Reach(keysConstant: false, 16).ShouldBe(16);
        Bounding.RankedRows(36).Reach(keysConstant: false, null).ShouldBe(36);
        Bounding.PerSubject(3, 36).Reach(keysConstant: false, 16).ShouldBe(3);
        Bounding.PerSubject(3, 36).Reach(keysConstant: true, null).ShouldBe(1);
    }

    [Fact]
    public void Components_OfEachMeasurement_AreTheTableOfSensitivities()
    {
        var (ranked, perSubject) = (Bounding.RankedRows(10), Bounding.PerSubject(3, 10));
        Table(new RowCountShape(), ranked, 10).ShouldBe(["10 100 10"]);
        Table(new SubjectCountShape(), ranked, 4).ShouldBe(["4 4 1"]);
        Table(new SumShape(-7, 5), ranked, 10).ShouldBe(["70 4900 70"]);
        Table(new SumShape(-7, 5), perSubject, 3).ShouldBe(["21 147 7"]);
        Table(new RowCountShape(), perSubject, 3).ShouldBe(["30 300 10"]);
        Table(new MomentsShape(0, 4, 2), ranked, 10).ShouldBe(["10 100 10", "40 1600 40", "160 25600 160"]);
        Table(new TreeShape(2), perSubject, 3).ShouldBe(["30 300 10", "30 300 10"]);
    }

    private static IEnumerable<string> Table(Shape shape, Bounding plan, int reach) =>
        shape.Components(plan, reach).Select(c => $"{c.L1} {c.L2Squared} {c.LInfinity}");
}

using Testing;

namespace Sandbox.Tests.Privacy.Mutants;

public sealed class MutantTests
{
    public static TheoryData<string> Bugs { get; } = new(typeof(HistoricBugs).GetNestedTypes(System.Reflection.BindingFlags.NonPublic)
        .Where(t => t.IsSubclassOf(typeof(Mechanisms))).Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Bugs))]
    public void Bug_OfHistory_RaisesAnAlarm(string bug)
    {
        var type = typeof(HistoricBugs).GetNestedType(bug, System.Reflection.BindingFlags.NonPublic).ShouldNotBeNull();
        Alarms.Of((Mechanisms)Activator.CreateInstance(type).ShouldNotBeNull(), 1).ShouldNotBeEmpty();
    }

    [Fact]
    public void Bugs_Tried_AreManyEnough() => Bugs.Count.ShouldBeGreaterThanOrEqualTo(20);

    [Fact]
    public void Product_RunAfterRun_RaisesNone()
    {
        var runs = Length.Of(20, 200);
        Enumerable.Range(0, runs).AsParallel().SelectMany(run => Alarms.Of(new Mechanisms(), (ulong)run + 100).Select(a => $"{run}: {a}")).ToList().ShouldBeEmpty();
    }
}

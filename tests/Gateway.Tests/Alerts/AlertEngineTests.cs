using System.Buffers.Binary;
using Gateway.Alerts;
using Gateway.Alerts.Drift;
using Gateway.Alerts.Evaluation;
using Gateway.Audit;
using Policies.Alerts;
using Policies.Costs;

namespace Gateway.Tests.Alerts;

/// <summary>Each kind of rule finds what it is for, once, and nothing else.</summary>
public sealed class AlertEngineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(8));
    private long _index;

    [Fact]
    public void RefusalBurst_FromTheHundredthOnWithinTenMinutes_IsFoundOnceATime()
    {
        var engine = Engine(new RefusalBurstRule("r", 100, 10));
        for (var i = 0; i < 90; i++) See(engine, Refused("bank-a", Noon)).ShouldBeEmpty();
        See(engine, Refused("bank-b", Noon)).ShouldBeEmpty();
        See(engine, Refused("bank-a", Noon.AddMinutes(9)) with { Suppressed = 8 }).ShouldBeEmpty();
        var found = See(engine, Refused("bank-a", Noon.AddMinutes(9))).ShouldHaveSingleItem();
        (found.Rule, found.About, found.Facts["refusals"], found.Entry).ShouldBe(("r", "bank-a", "100", _index - 1));
        for (var i = 0; i < 200; i++) See(engine, Refused("bank-a", Noon.AddMinutes(18))).ShouldBeEmpty("it was told");
        See(engine, Refused("bank-a", Noon.AddMinutes(19))).Count.ShouldBe(1, "it goes on");
    }

    [Fact]
    public void RefusalBurst_SpreadOverTime_IsNone()
    {
        var engine = Engine(new RefusalBurstRule("r", 100, 10));
        for (var i = 0; i < 500; i++) See(engine, Refused("bank-a", Noon.AddSeconds(7 * i))).ShouldBeEmpty();
    }

    [Fact]
    public void Enumeration_EverNewPeople_AreFoundAndOldOnesAreNot()
    {
        var engine = Engine(new EnumerationRule("r", 1000, 60));
        for (var i = 0; i < 20; i++) See(engine, Granted("bank-a", Noon.AddMinutes(i)), People(0, 900)).ShouldBeEmpty("the same people again");
        See(engine, Granted("bank-b", Noon.AddMinutes(20)), People(5000, 900)).ShouldBeEmpty();
        See(engine, Granted("bank-a", Noon.AddMinutes(59)), People(900, 99)).ShouldBeEmpty();
        See(engine, Granted("bank-a", Noon.AddMinutes(59)), People(998, 2)).ShouldHaveSingleItem().Facts["newSubjects"].ShouldBe("1000");
        See(engine, Granted("bank-b", Noon.AddMinutes(90)), People(9000, 900)).ShouldBeEmpty("the first were more than an hour ago");
    }

    [Fact]
    public void OutOfHours_AnswersAtNight_AreFoundOnceANight()
    {
        var engine = Engine(new OutOfHoursRule("r", 6, 23));
        See(engine, Granted("bank-a", Noon)).ShouldBeEmpty();
        See(engine, Granted("bank-a", Noon.AddHours(10.9))).ShouldBeEmpty();
        See(engine, Refused("bank-a", Noon.AddHours(11))).ShouldBeEmpty("nothing was used");
        See(engine, Granted("bank-a", Noon.AddHours(11))).ShouldHaveSingleItem().Facts["localTime"].ShouldBe("2026-11-24 23:00");
        See(engine, Granted("bank-a", Noon.AddHours(17.9))).ShouldBeEmpty("the same night");
        See(engine, Granted("bank-b", Noon.AddHours(17.9))).Count.ShouldBe(1);
        See(engine, Granted("bank-a", Noon.AddHours(18))).ShouldBeEmpty();
        See(engine, Granted("bank-a", Noon.AddHours(36))).Count.ShouldBe(1, "the next night");
    }

    [Fact]
    public void BudgetLow_AtAFifthOfTheMonthsBudget_IsFoundOnceAMonth()
    {
        var engine = Engine(new BudgetLowRule("r", 20));
        AccessEntry Left(long rho, long delta, int days = 0) =>
            Granted("bank-a", Noon.AddDays(days)) with { Contract = "c", ContractSha256 = "known", NanoRhoLeft = rho, FemtoDeltaLeft = delta };
        See(engine, Left(201, 100)).ShouldBeEmpty();
        See(engine, Left(200, 100) with { ContractSha256 = "unknown" }).ShouldBeEmpty();
        See(engine, Left(200, 100)).ShouldHaveSingleItem().Facts["nanoRhoLeft"].ShouldBe("200");
        See(engine, Left(100, 100, 6)).ShouldBeEmpty();
        See(engine, Left(1000, 19, 7)).Count.ShouldBe(1, "it is December, and δ is low");
    }

    [Fact]
    public void PersonByMany_TheThirdConsumerWithinAWeek_IsFoundWithThePerson()
    {
        var engine = Engine(new PersonByManyRule("r", 3, 7));
        See(engine, Granted("bank-a", Noon), People(0, 10)).ShouldBeEmpty();
        See(engine, Granted("bank-b", Noon.AddDays(3)), People(5, 10)).ShouldBeEmpty();
        See(engine, Refused("bank-c", Noon.AddDays(4)) with { SubjectsKey = "k" }, People(5, 1)).ShouldBeEmpty("nobody was looked at");
        See(engine, Granted("bank-b", Noon.AddDays(4)), People(5, 1)).ShouldBeEmpty("twice the same");
        var found = See(engine, Granted("bank-c", Noon.AddDays(4)), People(8, 100)).ShouldHaveSingleItem();
        (found.Facts["people"], found.Facts["consumers"], found.Facts["key"]).ShouldBe(("2", "bank-a bank-b bank-c", "k"));
        found.Facts["hashes"].ShouldBe($"{Convert.ToBase64String(People(8, 1))} {Convert.ToBase64String(People(9, 1))}");
        See(engine, Granted("bank-d", Noon.AddDays(4)), People(8, 1)).ShouldBeEmpty("it was told");
        See(engine, Granted("bank-c", Noon.AddDays(7)), People(5, 1)).ShouldBeEmpty("bank-a was here a week ago");
    }

    [Fact]
    public void ScoreDrift_AnIndexOfAQuarter_IsFoundUntilItIsOver()
    {
        var engine = Engine(new ScoreDriftRule("r", 250));
        EventEntry Counts(long low, long high) =>
            new ScoreCounts("p", "m", Noon, [low, high, 0, 0, 0, 0, 0, 0, 0, 0, 0], [0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0]).ToEntry(Noon);
        See(engine, Counts(500, 500)).ShouldBeEmpty();
        See(engine, Counts(700, 300)).ShouldBeEmpty("0.169");
        // (0.8 − 0.5)·ln(0.8/0.5) + (0.2 − 0.5)·ln(0.2/0.5) = 0.1410 + 0.2749
        See(engine, Counts(800, 200)).ShouldHaveSingleItem().Facts["psi"].ShouldBe("0.416");
        See(engine, Counts(800, 200)).ShouldBeEmpty("it was told");
        See(engine, Counts(500, 500)).ShouldBeEmpty();
        See(engine, Counts(200, 800)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("isolation-off", true, false)]
    [InlineData("witness-stale", false, true)]
    [InlineData("worker-started", false, false)]
    public void NamedEvents_AreFoundByTheirRule(string name, bool isolation, bool witness)
    {
        var found = See(Engine(new IsolationOffRule("i"), new WitnessStaleRule("w")), new EventEntry { Time = Noon, Event = name });
        found.Select(f => f.Rule).ShouldBe([.. isolation ? (string[])["i"] : [], .. witness ? (string[])["w"] : []]);
    }

    [Fact]
    public void Rules_BeforeTheLogStatesThem_FindNothingButRemember()
    {
        AlertRule[] rules = [new RefusalBurstRule("r", 2, 10)];
        var engine = new AlertEngine(rules, _ => null);
        See(engine, Refused("bank-a", Noon)).ShouldBeEmpty();
        See(engine, Refused("bank-a", Noon)).ShouldBeEmpty("not in force");
        See(engine, AlertEvents.OfRules([new RefusalBurstRule("r", 3, 10)], Noon));
        See(engine, Refused("bank-a", Noon)).ShouldBeEmpty("others are in force");
        See(engine, AlertEvents.OfRules(rules, Noon));
        See(engine, Refused("bank-a", Noon)).ShouldHaveSingleItem().Facts["refusals"].ShouldBe("4");
    }

    private AlertEngine Engine(params AlertRule[] rules)
    {
        var engine = new AlertEngine(rules, sha256 => sha256 == "known" ? new PrivacyCost(1000, 100) : null);
        See(engine, AlertEvents.OfRules(rules, Noon)).ShouldBeEmpty();
        return engine;
    }

    private IReadOnlyList<Finding> See(AlertEngine engine, LogEntry entry, byte[]? subjects = null) =>
        engine.See(new LogRecord(_index++, entry, ReadOnlyMemory<byte>.Empty), subjects ?? []);

    private static AccessEntry Granted(string consumer, DateTimeOffset time) =>
        new() { Time = time, Outcome = AccessOutcome.Granted, Consumer = consumer, Operation = "scores", SubjectsKey = "k" };

    private static AccessEntry Refused(string consumer, DateTimeOffset time) =>
        new() { Time = time, Outcome = AccessOutcome.Refused, Consumer = consumer, Operation = "scores", Reasons = ["no-contract"] };

    private static byte[] People(int first, int count)
    {
        var hashes = new byte[count * 32];
        for (var i = 0; i < count; i++) BinaryPrimitives.WriteInt32BigEndian(hashes.AsSpan(i * 32), first + i);
        return hashes;
    }
}

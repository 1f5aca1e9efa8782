using Gateway.Audit.Completeness;
using Testing.Faults;

namespace Gateway.Audit.Tests;

/// <summary>A worker that counts and signs, and a log that does not tell all of it.</summary>
public sealed class CompletenessTests : IDisposable
{
    private readonly WorkerLog _worker = new();
    private readonly WorkerLog _other = new(seed: 1);

    public void Dispose()
    {
        _worker.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void Check_WholeLog_FindsNothing()
    {
        var found = Check(Whole());
        found.Findings.ShouldBeEmpty();
        (found.Workers, found.Jobs).ShouldBe((1, 10));
    }

    [Fact]
    public void Check_EntriesInAnotherOrderThanTheirJobs_FindsNothing()
    {
        var log = Whole();
        (log[1], log[3]) = (log[3], log[1]);
        (log[6], log[8]) = (log[8], log[6]);
        Check(log).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("job never logged", CompletenessKind.JobMissing, "Job 3 ")]
    [InlineData("last jobs never logged", CompletenessKind.JobMissing, "Jobs 9 to 10 ")]
    [InlineData("last job never logged, and no end", CompletenessKind.JobMissing, "Job 10 ")]
    [InlineData("result edited", CompletenessKind.JobAltered, "Entry 4 ")]
    [InlineData("result edited and linked anew", CompletenessKind.JobAltered, "signed other results")]
    [InlineData("count signed by another", CompletenessKind.JobAltered, "has not signed")]
    [InlineData("count of less", CompletenessKind.JobAltered, "has not signed")]
    [InlineData("job logged twice", CompletenessKind.JobInvented, "names job 3 ")]
    [InlineData("job after the end", CompletenessKind.JobInvented, "which has signed that it ran 10")]
    [InlineData("start never logged", CompletenessKind.WorkerMissing, "The start of worker ")]
    [InlineData("start logged twice", CompletenessKind.JobInvented, "begin once more")]
    [InlineData("key of another", CompletenessKind.JobAltered, "has not signed")]
    [InlineData("key not its own", CompletenessKind.WorkerMissing, "names no key")]
    public void Check_LogThatDoesNotTellAll_FindsIt(string what, CompletenessKind kind, string message)
    {
        var log = Whole(ended: what != "last job never logged, and no end");
        switch (what)
        {
            case "job never logged": log.RemoveAt(3); break;
            case "last jobs never logged": log.RemoveRange(10, 2); break;
            case "last job never logged, and no end":
                log.RemoveAt(11);
                log.Add(_worker.Later(TimeSpan.FromMinutes(2)));
                break;
            case "result edited": log[4] = Job(log, 4) with { ResultHash = Job(log, 6).ResultHash }; break;
            case "result edited and linked anew":
                for (var i = 1; i <= 4; i++) log[i] = _other.Job();
                log.RemoveRange(6, 6);
                break;
            case "count signed by another": log[5] = _other.Counted(); break;
            case "count of less": log[^1] = Event(log[^1], "jobs", "9"); break;
            case "job logged twice": log.Add(log[3]); break;
            case "job after the end": log.Add(Job(log, 11) with { WorkerCounter = 11 }); break;
            case "start never logged": log.RemoveAt(0); break;
            case "start logged twice": log.Insert(1, log[0]); break;
            case "key of another": log[0] = _other.Started(); break;
            default: log[0] = Event(log[0], "key", Fact(_other.Started(), "key")); break;
        }

        var found = Check(log);
        found.Holds.ShouldBeFalse();
        found.Findings.ShouldContain(f => f.Kind == kind && f.Message.Contains(message), string.Join('\n', found.Findings.Select(f => f.Message)));
    }

    [Fact]
    public void Check_WorkerThatWasKilled_SaysWhatCannotBeKnown()
    {
        var log = Whole();
        log.RemoveAt(log.Count - 1);
        var found = Check(log);
        found.Holds.ShouldBeTrue();
        found.Findings.Select(f => f.Message[(f.Message.IndexOf("signed", StringComparison.Ordinal))..]).ShouldBe(
        [
            "signed no end: whether it ran a job after job 10 cannot be known.",
            "signed no count after job 4: for jobs 5 to 10 there is the gateway's word only.",
        ]);
    }

    [Fact]
    public void Check_AnswerLostOnItsWay_IsAGapThatSaysSo()
    {
        var log = Whole();
        log[3] = Job(log, 3) with { Outcome = AccessOutcome.Failed, WorkerCounter = null, WorkerLink = null, ResultHash = null };
        Check(log).Findings.ShouldHaveSingleItem().Message.ShouldEndWith("As entries say, 1 of its answers did not come back.");
    }

    [Fact]
    public void Check_JobWhoseStoredAnswerWasSentAfterACrash_IsNoGap()
    {
        var log = Whole();
        log[3] = Job(log, 3) with { Replay = true, WorkerLink = null };
        Check(log).Findings.ShouldBeEmpty();
    }

    [Fact]
    public void Check_RangeOfALog_MissesNothingThatLiesOutside()
    {
        var log = Whole().Select((e, i) => Record(e, i)).ToList();
        var check = new CompletenessCheck(whole: false);
        check.AddContext(log[0]);
        foreach (var record in log.Skip(7)) check.Add(record);
        check.Finish().Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(new long[] { 1, 2, 2, 3 }, null)]
    [InlineData(new long[] { 2, 3, 6 }, "Charge 1 |Charges 4 to 5 ")]
    public void Check_ChargesOfTheLedger_FindsEveryOneWithoutEntry(long[] sequences, string? missing)
    {
        var found = Check([.. sequences.Select(s => TestLog.Entry("charged") with { LedgerSequence = s, LedgerHash = $"hash {s}" })]);
        var messages = found.Findings.Where(f => f.Kind == CompletenessKind.ChargeMissing).Select(f => f.Message).ToList();
        var expected = missing?.Split('|') ?? [];
        messages.Count.ShouldBe(expected.Length);
        foreach (var (message, start) in messages.Zip(expected)) message.ShouldStartWith(start);
    }

    [Fact]
    public void Check_ChargeWithTwoHashes_FindsIt()
    {
        var entry = TestLog.Entry("charged") with { LedgerSequence = 1, LedgerHash = "a" };
        Check([entry, entry with { LedgerHash = "b" }]).Findings.ShouldHaveSingleItem().Kind.ShouldBe(CompletenessKind.ChargeAltered);
    }

    /// <summary>A start, four jobs, a count, six jobs, an end or another count.</summary>
    private List<LogEntry> Whole(bool ended = true)
    {
        var log = new List<LogEntry> { _worker.Started() };
        for (var i = 0; i < 4; i++) log.Add(_worker.Job());
        log.Add(_worker.Counted());
        for (var i = 0; i < 6; i++) log.Add(_worker.Job());
        log.Add(ended ? _worker.Ended() : _worker.Counted());
        return log;
    }

    private static CompletenessReport Check(List<LogEntry> log)
    {
        var check = new CompletenessCheck();
        for (var i = 0; i < log.Count; i++) check.Add(Record(log[i], i));
        return check.Finish();
    }

    private static LogRecord Record(LogEntry entry, int index) => new(index, entry, default);

    private static AccessEntry Job(List<LogEntry> log, int index) => (AccessEntry)log[index];

    private static string Fact(LogEntry entry, string name) => ((EventEntry)entry).Facts![name];

    private static EventEntry Event(LogEntry entry, string name, string value) =>
        (EventEntry)entry with { Facts = new Dictionary<string, string>(((EventEntry)entry).Facts!) { [name] = value } };
}

using Gateway.Audit;
using Gateway.Quotas;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies.Costs;
using Sandbox.Protocol;
using Testing.Faults;

namespace Gateway.Tests.Quotas;

public sealed class MemoryQuotaStoreTests : QuotaStoreSuite, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("quotas-").FullName;
    private readonly List<MemoryQuotaStore> _opened = [];

    public void Dispose()
    {
        foreach (var store in _opened) store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    internal override ValueTask<IQuotaStore> OpenAsync() => new(Open(new QuotaOptions(), Time));

    internal override void Settle(IQuotaStore store) => ((MemoryQuotaStore)store).Flush();

    [Fact]
    public async Task Journal_WhenAnEntryIsDurable_HoldsWhatWasTakenBeforeIt()
    {
        var store = Open(new QuotaOptions(), Time);
        using var log = new TestLog { Barrier = store }.Open(new FaultyFiles(null, 0));
        await store.TryTakeAsync([Calls(2)], default);
        new FileInfo(Directory.GetFiles(_folder, "day-*").Single()).Length.ShouldBe(0, "nobody has an answer yet");
        await log.AppendAsync(TestLog.Entry("answer"), [], default);
        (await Open(new QuotaOptions(), Time).TryTakeAsync([Calls(2)], default)).Levels.Single().Remaining.ShouldBe(0);
    }

    [Fact]
    public async Task Journal_ThatFailsAfterATake_LetsNothingBeRecorded()
    {
        var store = Open(new QuotaOptions(), Time);
        var failing = new FailingBarrier(store);
        using var log = new TestLog { Barrier = failing }.Open(new FaultyFiles(null, 0));
        await store.TryTakeAsync([Calls(9)], default);
        failing.Fails = true;
        await Should.ThrowAsync<LogUnavailableException>(async () => await log.AppendAsync(TestLog.Entry("lost"), [], default));
        failing.Fails = false;
        (await log.AppendAsync(TestLog.Entry("kept"), [], default)).Index.ShouldBe(0, "nothing was written before");
    }

    [Fact]
    public async Task Take_ClockSetBack_SpendsFromTheOpenWindow()
    {
        var time = new SettableTime(Time.GetUtcNow());
        var store = Open(new QuotaOptions(), time);
        var demand = new QuotaDemand("c", "calls", QuotaWindow.Day, 1, 1);
        (await store.TryTakeAsync([demand], default)).Exhausted.ShouldBeNull();
        time.Now -= TimeSpan.FromDays(1);
        (await store.TryTakeAsync([demand], default)).Exhausted.ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_MoreSubjectsThanFit_FailsClosedUntilTheWindowTurns()
    {
        var store = Open(new QuotaOptions { MaxSubjects = 2 }, Time);
        (await store.TryTakeAsync([Subject("A")], default)).Exhausted.ShouldBeNull();
        (await store.TryTakeAsync([Subject("B")], default)).Exhausted.ShouldBeNull();
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.TryTakeAsync([Subject("C")], default));
        Time.Advance(TimeSpan.FromDays(1));
        (await store.TryTakeAsync([Subject("C")], default)).Exhausted.ShouldBeNull();
    }

    [Fact]
    public async Task Journal_TornAtEveryByte_LosesOnlyTheLineThatWasTorn()
    {
        var store = Open(new QuotaOptions(), Time);
        for (var i = 0; i < 3; i++) await store.TryTakeAsync([Calls(100)], default);
        store.Dispose();
        var file = Directory.GetFiles(_folder, "day-*").Single();
        var whole = await File.ReadAllBytesAsync(file);
        var line = whole.Length / 3;
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            await File.WriteAllBytesAsync(file, whole[..cut]);
            var outcome = await Open(new QuotaOptions(), Time).TryTakeAsync([Calls(100)], default);
            outcome.Levels.Single().Remaining.ShouldBe(100 - (cut / line) - 1);
        }
    }

    [Fact]
    public async Task Journal_Files_NameNobodyAndAreForTheOwnerOnly()
    {
        var store = Open(new QuotaOptions(), Time);
        await store.TryTakeAsync([Subject("410102199001010011")], default);
        foreach (var file in Directory.GetFiles(_folder))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)).ShouldNotContain("410102199001010011");
        }
    }

    [Fact]
    public async Task Journal_ThatCannotBeWritten_RefusesAndTakesNothing()
    {
        Directory.Delete(_folder);
        await File.WriteAllTextAsync(_folder, "in the way");
        var store = Open(new QuotaOptions(), Time);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.TryTakeAsync([Calls(1)], default));
        File.Delete(_folder);
        Directory.CreateDirectory(_folder);
        (await store.TryTakeAsync([Calls(1)], default)).Exhausted.ShouldBeNull("it recovers by itself");
    }

    private MemoryQuotaStore Open(QuotaOptions options, TimeProvider time)
    {
        var store = new MemoryQuotaStore(Options.Create(options), Tags, _folder, time);
        _opened.Add(store);
        return store;
    }

    private static QuotaDemand Calls(long limit) => new("c", "calls", QuotaWindow.Day, limit, 1);

    private static QuotaDemand Subject(string id) => new(
        "bank", "subject", QuotaWindow.Day, 5, 1, [SubjectId.TryParse(id, out var subject) ? subject : throw new FormatException()]);

    private sealed class FailingBarrier(ICommitBarrier inner) : ICommitBarrier
    {
        public bool Fails { get; set; }

        public void Flush()
        {
            if (Fails) throw new IOException("No space left on device");
            inner.Flush();
        }
    }

    private sealed class SettableTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

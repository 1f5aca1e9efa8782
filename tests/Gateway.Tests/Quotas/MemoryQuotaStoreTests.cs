using Gateway.Quotas;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies.Costs;
using Sandbox.Protocol;

namespace Gateway.Tests.Quotas;

public sealed class MemoryQuotaStoreTests : QuotaStoreSuite
{
    internal override IQuotaStore Open() => new MemoryQuotaStore(Options.Create(new QuotaOptions()), Time);

    [Fact]
    public async Task Take_ClockSetBack_SpendsFromTheOpenWindow()
    {
        var time = new SettableTime(Time.GetUtcNow());
        var store = new MemoryQuotaStore(Options.Create(new QuotaOptions()), time);
        var demand = new QuotaDemand("c", "calls", QuotaWindow.Day, 1, 1);
        (await store.TryTakeAsync([demand], default)).ShouldBeNull();
        time.Now -= TimeSpan.FromDays(1);
        (await store.TryTakeAsync([demand], default)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_MoreSubjectsThanFit_FailsClosedUntilTheWindowTurns()
    {
        var store = new MemoryQuotaStore(Options.Create(new QuotaOptions { MaxSubjects = 2 }), Time);
        (await store.TryTakeAsync([Subject("A")], default)).ShouldBeNull();
        (await store.TryTakeAsync([Subject("B")], default)).ShouldBeNull();
        Should.Throw<StoreUnavailableException>(() => store.TryTakeAsync([Subject("C")], default).AsTask());
        Time.Advance(TimeSpan.FromDays(1));
        (await store.TryTakeAsync([Subject("C")], default)).ShouldBeNull();
    }

    private static QuotaDemand Subject(string id) => new(
        "bank", "subject", QuotaWindow.Day, 5, 1, [SubjectId.TryParse(id, out var subject) ? subject : throw new FormatException()]);

    private sealed class SettableTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

using Gateway.Quotas;
using Microsoft.Extensions.Time.Testing;
using Policies.Costs;
using Sandbox.Protocol;

namespace Gateway.Tests.Quotas;

/// <summary>What every quota store does.</summary>
public abstract class QuotaStoreSuite
{
    /// <summary>23:00 in Shanghai on the last of March.</summary>
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 31, 15, 0, 0, TimeSpan.Zero));

    internal abstract IQuotaStore Open();

    [Theory]
    [InlineData(QuotaWindow.Day)]
    [InlineData(QuotaWindow.Month)]
    public async Task Take_CalendarWindow_TurnsAtMidnightInShanghai(QuotaWindow window)
    {
        var store = Open();
        (await TakeAsync(store, Calls(window, 2, 2))).ShouldBeNull();
        (await TakeAsync(store, Calls(window, 2))).ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        Time.Advance(TimeSpan.FromHours(1));
        (await TakeAsync(store, Calls(window, 2, 2))).ShouldBeNull();
        Time.Advance(TimeSpan.FromDays(1));
        var next = await TakeAsync(store, Calls(window, 2));
        if (window == QuotaWindow.Day) next.ShouldBeNull();
        else next.ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.FromDays(29));
    }

    [Fact]
    public async Task Take_Second_RefillsAtTheLimit()
    {
        var store = Open();
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4, 4))).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4))).ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(250));
        Time.Advance(TimeSpan.FromMilliseconds(250));
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4))).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4))).ShouldNotBeNull();
        Time.Advance(TimeSpan.FromHours(9));
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4, 4))).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_OneDemandWithoutRoom_TakesNone()
    {
        var store = Open();
        QuotaDemand[] both =
        [
            Calls(QuotaWindow.Second, 5), Calls(QuotaWindow.Day, 5), Subjects(1, "A", "B"), Calls(QuotaWindow.Month, 0),
        ];
        (await store.TryTakeAsync(both, default)).ShouldNotBeNull().Demand.ShouldBe(both[3]);
        (await TakeAsync(store, Calls(QuotaWindow.Second, 5, 5))).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Day, 5, 5))).ShouldBeNull();
        (await TakeAsync(store, Subjects(1, "A", "B"))).ShouldBeNull();
    }

    [Fact]
    public async Task Take_Subjects_AreEachCountedAndAllOrNothing()
    {
        var store = Open();
        (await TakeAsync(store, Subjects(2, "A", "B"))).ShouldBeNull();
        (await TakeAsync(store, Subjects(2, "A"))).ShouldBeNull();
        (await TakeAsync(store, Subjects(2, "C", "A"))).ShouldNotBeNull();
        (await TakeAsync(store, Subjects(2, "C", "B"))).ShouldBeNull();
        (await TakeAsync(store, Subjects(2, "C"))).ShouldBeNull();
        (await TakeAsync(store, Subjects(2, "C"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_Owners_HaveTheirOwnCounters()
    {
        var store = Open();
        (await TakeAsync(store, Calls(QuotaWindow.Day, 1))).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Day, 1) with { Owner = "other" })).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Day, 1))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_SixtyFourOnTheLastUnit_OneGetsIt()
    {
        var store = Open();
        for (var round = 0; round < 200; round++)
        {
            var owner = $"round-{round}";
            QuotaDemand[] demands =
            [
                Calls(QuotaWindow.Day, 1000) with { Owner = owner }, Calls(QuotaWindow.Month, 1) with { Owner = owner }, Subjects(1000, "A"),
            ];
            var taken = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => await store.TryTakeAsync(demands, default))));
            taken.Count(t => t is null).ShouldBe(1);
        }

        (await TakeAsync(store, Subjects(200, "A"))).ShouldNotBeNull("each round took one, and no more");
        (await TakeAsync(store, Subjects(201, "A"))).ShouldBeNull();
    }

    private static async Task<QuotaExhausted?> TakeAsync(IQuotaStore store, QuotaDemand demand) => await store.TryTakeAsync([demand], default);

    private static QuotaDemand Calls(QuotaWindow window, long limit, long amount = 1) => new("contract", "calls", window, limit, amount);

    private static QuotaDemand Subjects(long limit, params string[] ids) => new(
        "bank", "subject", QuotaWindow.Day, limit, 1, [.. ids.Select(i => SubjectId.TryParse(i, out var id) ? id : throw new FormatException())]);
}

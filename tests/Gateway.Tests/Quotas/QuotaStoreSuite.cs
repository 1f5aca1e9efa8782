using Gateway.Quotas;
using Microsoft.Extensions.Time.Testing;
using Policies.Costs;
using Sandbox.Protocol;
using Testing;

namespace Gateway.Tests.Quotas;

/// <summary>What every quota store does. <see cref="OpenAsync"/> opens the same counters again, as another gateway or a new start would.</summary>
public abstract class QuotaStoreSuite
{
    /// <summary>23:00 in Shanghai on the last of March.</summary>
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 31, 15, 0, 0, TimeSpan.Zero));

    private protected SubjectTags Tags { get; } = SubjectTags.Of(new byte[32]);

    internal abstract ValueTask<IQuotaStore> OpenAsync();

    /// <summary>What happens before the answer of a take leaves.</summary>
    internal virtual void Settle(IQuotaStore store)
    {
    }

    [Theory]
    [InlineData(QuotaWindow.Day)]
    [InlineData(QuotaWindow.Month)]
    public async Task Take_CalendarWindow_TurnsAtMidnightInShanghai(QuotaWindow window)
    {
        var store = await OpenAsync();
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
        var store = await OpenAsync();
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4, 4))).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4))).ShouldNotBeNull().RetryAfter.ShouldBe(TimeSpan.FromMilliseconds(250));
        Time.Advance(TimeSpan.FromMilliseconds(250));
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4))).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4))).ShouldNotBeNull();
        Time.Advance(TimeSpan.FromMinutes(9));
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4, 4))).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Second, 4))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_OneDemandWithoutRoom_TakesNone()
    {
        var store = await OpenAsync();
        QuotaDemand[] all =
        [
            Calls(QuotaWindow.Second, 5), Calls(QuotaWindow.Day, 5), Each(1, "A", "B"), Distinct(2, "A", "B"), Calls(QuotaWindow.Month, 0),
        ];
        (await store.TryTakeAsync(all, default)).Exhausted.ShouldNotBeNull().Demand.ShouldBe(all[^1]);
        (await TakeAsync(store, Calls(QuotaWindow.Second, 5, 5))).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Day, 5, 5))).ShouldBeNull();
        (await TakeAsync(store, Each(1, "A", "B"))).ShouldBeNull();
        (await TakeAsync(store, Distinct(2, "C", "D"))).ShouldBeNull();
    }

    [Fact]
    public async Task Take_Subjects_AreEachCountedAndAllOrNothing()
    {
        var store = await OpenAsync();
        (await TakeAsync(store, Each(2, "A", "B"))).ShouldBeNull();
        (await TakeAsync(store, Each(2, "A"))).ShouldBeNull();
        (await TakeAsync(store, Each(2, "C", "A"))).ShouldNotBeNull();
        (await TakeAsync(store, Each(2, "C", "B"))).ShouldBeNull();
        (await TakeAsync(store, Each(2, "C"))).ShouldBeNull();
        (await TakeAsync(store, Each(2, "C"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_SubjectsUnderTwoContracts_CountTogetherAgainstEachOnesLimit()
    {
        var store = await OpenAsync();
        (await TakeAsync(store, Each(3, "A"))).ShouldBeNull();
        (await TakeAsync(store, Each(1, "A"))).ShouldNotBeNull("another contract of the same consumer allows one a day, and there was one");
        (await TakeAsync(store, Each(3, "A"))).ShouldBeNull();
    }

    [Fact]
    public async Task Take_DistinctSubjects_CountsPeopleNotRequests()
    {
        var store = await OpenAsync();
        (await TakeAsync(store, Distinct(3, "A", "B"))).ShouldBeNull();
        (await TakeAsync(store, Distinct(3, "A", "B"))).ShouldBeNull();
        (await TakeAsync(store, Distinct(3, "C", "D"))).ShouldNotBeNull("two new people, and room for one");
        (await TakeAsync(store, Distinct(3, "A", "C"))).ShouldBeNull();
        (await TakeAsync(store, Distinct(3, "D"))).ShouldNotBeNull();
        Time.Advance(TimeSpan.FromHours(1));
        (await TakeAsync(store, Distinct(3, "D", "E", "F"))).ShouldBeNull();
    }

    [Fact]
    public async Task Take_AFullBatch_IsCountedWhole()
    {
        var store = await OpenAsync();
        string[] people = [.. Enumerable.Range(0, 4096).Select(i => $"P{i}")];
        (await TakeAsync(store, Each(1, people))).ShouldBeNull();
        (await TakeAsync(store, Each(1, "Q", people[^1]))).ShouldNotBeNull();
        (await TakeAsync(store, Distinct(4096, people))).ShouldBeNull();
        (await TakeAsync(store, Distinct(4096, "Q"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_Levels_SayWhatIsLeftOfAllButSinglePeople()
    {
        var store = await OpenAsync();
        QuotaDemand[] demands = [Calls(QuotaWindow.Second, 4), Calls(QuotaWindow.Day, 10, 3), Distinct(5, "A", "B"), Each(1, "A", "B")];
        var outcome = await store.TryTakeAsync(demands, default);
        outcome.Levels.Select(l => (l.Demand, l.Remaining, l.Reset, l.Length)).ShouldBe(
        [
            (demands[0], 3, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)),
            (demands[1], 7, TimeSpan.FromHours(1), TimeSpan.FromDays(1)),
            (demands[2], 3, TimeSpan.FromHours(1), TimeSpan.FromDays(1)),
        ]);
        var refused = await store.TryTakeAsync(demands, default);
        refused.Exhausted.ShouldNotBeNull().Demand.ShouldBe(demands[3]);
        refused.Levels.Select(l => l.Remaining).ShouldBe([3, 7, 3], "nothing was taken");
    }

    [Fact]
    public async Task Take_Owners_HaveTheirOwnCounters()
    {
        var store = await OpenAsync();
        (await TakeAsync(store, Calls(QuotaWindow.Day, 1))).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Day, 1) with { Owner = "other" })).ShouldBeNull();
        (await TakeAsync(store, Calls(QuotaWindow.Day, 1))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_AfterARestart_GoesOnCounting()
    {
        var before = await OpenAsync();
        (await before.TryTakeAsync([Calls(QuotaWindow.Day, 3, 2), Calls(QuotaWindow.Month, 3, 2), Each(1, "A"), Distinct(1, "A")], default)).Exhausted.ShouldBeNull();
        Settle(before);
        for (var restart = 0; restart < 3; restart++)
        {
            var after = await OpenAsync();
            (await TakeAsync(after, Calls(QuotaWindow.Day, 3, 2))).ShouldNotBeNull();
            (await TakeAsync(after, Calls(QuotaWindow.Month, 3, 2))).ShouldNotBeNull();
            (await TakeAsync(after, Each(1, "A"))).ShouldNotBeNull();
            (await TakeAsync(after, Distinct(1, "B"))).ShouldNotBeNull();
        }

        Time.Advance(TimeSpan.FromHours(1));
        (await (await OpenAsync()).TryTakeAsync([Calls(QuotaWindow.Day, 3, 3), Each(1, "A")], default)).Exhausted.ShouldBeNull();
    }

    [Fact]
    public async Task Take_NegativeOrPeopleASecond_IsABug()
    {
        var store = await OpenAsync();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(async () => await TakeAsync(store, Calls(QuotaWindow.Day, 1, -1)));
        await Should.ThrowAsync<ArgumentException>(async () => await TakeAsync(store, Each(1, "A") with { Window = QuotaWindow.Second }));
    }

    [Fact]
    public async Task Take_SixtyFourOnTheLastUnit_OneGetsIt()
    {
        var store = await OpenAsync();
        var rounds = Length.Of(100, 10_000);
        for (var round = 0; round < rounds; round++)
        {
            var owner = $"round-{round}";
            QuotaDemand[] demands =
            [
                Calls(QuotaWindow.Day, 1000) with { Owner = owner }, Calls(QuotaWindow.Month, 1) with { Owner = owner }, Each(rounds, "A"),
            ];
            var taken = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => await store.TryTakeAsync(demands, default))));
            taken.Count(t => t.Exhausted is null).ShouldBe(1);
        }

        (await TakeAsync(store, Each(rounds, "A"))).ShouldNotBeNull("each round took one, and no more");
        (await TakeAsync(store, Each(rounds + 1, "A"))).ShouldBeNull();
    }

    private static async Task<QuotaExhausted?> TakeAsync(IQuotaStore store, QuotaDemand demand) => (await store.TryTakeAsync([demand], default)).Exhausted;

    private static QuotaDemand Calls(QuotaWindow window, long limit, long amount = 1) => new("contract", "calls", window, limit, amount);

    private static QuotaDemand Each(long limit, params string[] ids) =>
        new("bank", "subject", QuotaWindow.Day, limit, 1, People(ids), DemandOf.EachSubject);

    private static QuotaDemand Distinct(long limit, params string[] ids) =>
        new("contract", "distinct-subjects", QuotaWindow.Day, limit, 1, People(ids), DemandOf.DistinctSubjects);

    private static SubjectId[] People(string[] ids) => [.. ids.Select(id => SubjectId.TryParse(id, out var subject) ? subject : throw new FormatException())];
}

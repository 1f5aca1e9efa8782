using Gateway.Ledger;
using Gateway.Ledger.Storage;
using Microsoft.Extensions.Time.Testing;
using Policies.Costs;

namespace Gateway.Tests.Ledger;

/// <summary>
/// What every ledger does. <see cref="Open"/> opens the same durable ledger again, as another gateway or a new start. Contracts may each spend 10 a
/// month and 25 in all, the dataset 15 and 40, of both units.
/// </summary>
public abstract class LedgerSuite
{
    protected static readonly PrivacyBudget Own = Budget(10, 25);
    protected static readonly PrivacyBudget Shared = Budget(15, 40);

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero));

    private readonly List<DatabaseLedger> _opened = [];

    internal abstract LedgerDatabase Database();

    [Fact]
    public async Task Charge_SameIdAgain_ChargesOnce()
    {
        for (var i = 0; i < 3; i++)
        {
            var charged = (await Open().ChargeAsync(Of(1, "a", 10), default)).ShouldBeOfType<ChargeOutcome.Charged>();
            charged.Repeated.ShouldBe(i > 0);
            charged.Entry.Sequence.ShouldBe(1);
            charged.Contract.ShouldBe(new Spending(new PrivacyCost(10, 10), new PrivacyCost(10, 10)));
        }

        (await Open().ChargeAsync(Of(2, "a", 1), default)).ShouldBeOfType<ChargeOutcome.Exhausted>().Owner.ShouldBe(BudgetOwner.Contract);
    }

    [Fact]
    public async Task Charge_SameIdForAnother_IsABug()
    {
        var ledger = Open();
        await ledger.ChargeAsync(Of(1, "a", 1), default);
        await Should.ThrowAsync<ArgumentException>(async () => await ledger.ChargeAsync(Of(1, "a", 2), default));
        await Should.ThrowAsync<ArgumentException>(async () => await ledger.ChargeAsync(Of(1, "b", 1), default));
        await Should.ThrowAsync<ArgumentException>(async () => await ledger.ChargeAsync(Of(3, "b", 0), default));
        await Should.ThrowAsync<ArgumentException>(async () => await ledger.ChargeAsync(Of(3, "b", -1), default));
    }

    [Fact]
    public async Task Charge_DatasetSharedByContracts_HoldsItsLimit()
    {
        var ledger = Open();
        (await ledger.ChargeAsync(Of(1, "a", 10), default)).ShouldBeOfType<ChargeOutcome.Charged>();
        (await ledger.ChargeAsync(Of(2, "b", 6), default)).ShouldBeOfType<ChargeOutcome.Exhausted>()
            .ShouldBe(new ChargeOutcome.Exhausted(BudgetOwner.Dataset, BudgetSpan.Window, new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.FromHours(8))));
        (await ledger.ChargeAsync(Of(3, "b", 5), default)).ShouldBeOfType<ChargeOutcome.Charged>();
        (await ledger.ChargeAsync(Of(4, "c", 1), default)).ShouldBeOfType<ChargeOutcome.Exhausted>();
    }

    [Fact]
    public async Task Charge_EitherUnitExhausted_IsRefusedWhole()
    {
        var ledger = Open();
        (await ledger.ChargeAsync(Of(1, "a", 1) with { Cost = new PrivacyCost(0, 10) }, default)).ShouldBeOfType<ChargeOutcome.Charged>();
        (await ledger.ChargeAsync(Of(2, "a", 1) with { Cost = new PrivacyCost(5, 1) }, default)).ShouldBeOfType<ChargeOutcome.Exhausted>();
        (await ledger.SpendingAsync("a", default)).Window.ShouldBe(new PrivacyCost(0, 10), "nothing of a refused charge remains");
    }

    [Fact]
    public async Task Charge_MonthTurnsInShanghai_OpensTheWindowButNotTheLifetime()
    {
        var ledger = Open();
        Time.SetUtcNow(new DateTimeOffset(2026, 3, 31, 15, 59, 59, TimeSpan.Zero));
        (await ledger.ChargeAsync(Of(1, "a", 10), default)).ShouldBeOfType<ChargeOutcome.Charged>().Entry.Window.ShouldBe(202603);
        Time.SetUtcNow(new DateTimeOffset(2026, 3, 31, 16, 0, 0, TimeSpan.Zero));
        (await ledger.ChargeAsync(Of(2, "a", 10), default)).ShouldBeOfType<ChargeOutcome.Charged>().Entry.Window.ShouldBe(202604);
        Time.SetUtcNow(new DateTimeOffset(2026, 5, 31, 16, 0, 0, TimeSpan.Zero));
        (await ledger.ChargeAsync(Of(3, "a", 6), default)).ShouldBeOfType<ChargeOutcome.Exhausted>().Period.ShouldBe(BudgetSpan.Lifetime);
        (await ledger.ChargeAsync(Of(4, "a", 5), default)).ShouldBeOfType<ChargeOutcome.Charged>().Contract
            .ShouldBe(new Spending(new PrivacyCost(5, 5), new PrivacyCost(25, 25)));
    }

    [Fact]
    public async Task Charge_ClockSetBack_SpendsFromTheOpenWindow()
    {
        var ledger = Open();
        Time.SetUtcNow(new DateTimeOffset(2026, 4, 10, 0, 0, 0, TimeSpan.Zero));
        await ledger.ChargeAsync(Of(1, "a", 10), default);
        var later = OpenAt(new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero));
        (await later.ChargeAsync(Of(2, "a", 1), default)).ShouldBeOfType<ChargeOutcome.Exhausted>();
        (await later.ChargeAsync(Of(3, "b", 1), default)).ShouldBeOfType<ChargeOutcome.Charged>().Entry.Window.ShouldBe(202604);
        (await later.SpendingAsync("a", default)).Window.ShouldBe(new PrivacyCost(10, 10));
    }

    [Fact]
    public async Task Charge_SixtyFourOnTheLastUnit_OneGetsIt()
    {
        DatabaseLedger[] gateways = [Open(), Open()];
        await gateways[0].ChargeAsync(Of(1000, "a", 9), default);
        var charged = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () => await gateways[i % 2].ChargeAsync(Of(i, "a", 1), default))));
        charged.Count(c => c is ChargeOutcome.Charged).ShouldBe(1);
        (await gateways[1].SpendingAsync("a", default)).Lifetime.ShouldBe(new PrivacyCost(10, 10));
        (await gateways[0].ReadAsync(LedgerProof.Objection, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Charge_SameIdFromSixtyFour_ChargesOnce()
    {
        DatabaseLedger[] gateways = [Open(), Open()];
        var charged = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () => await gateways[i % 2].ChargeAsync(Of(1, "a", 1), default))));
        charged.ShouldAllBe(c => c is ChargeOutcome.Charged);
        charged.OfType<ChargeOutcome.Charged>().Count(c => !c.Repeated).ShouldBe(1);
        (await gateways[0].SpendingAsync("a", default)).Window.ShouldBe(new PrivacyCost(1, 1));
    }

    [Fact]
    public async Task Entries_OfAConsumer_AreItsOwnAndTheLatestFirst()
    {
        var ledger = Open();
        for (var i = 1; i <= 3; i++) await ledger.ChargeAsync(Of(i, "a", 1), default);
        await ledger.ChargeAsync(Of(4, "b", 1), default);
        await ledger.ChargeAsync(Of(5, "b", 1) with { Consumer = "other" }, default);
        (await ledger.EntriesAsync("consumer", null, "d", 10, default)).Select(e => e.Sequence).ShouldBe([4, 3, 2, 1]);
        (await ledger.EntriesAsync("consumer", "a", "d", 2, default)).Select(e => e.Sequence).ShouldBe([3, 2]);
        (await ledger.EntriesAsync("consumer", "a", "e", 2, default)).ShouldBeEmpty();
        (await ledger.EntriesAsync("nobody", null, null, 10, default)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE ledger_entries SET nano_rho = 1 WHERE sequence = 2", "entry 2 was altered")]
    [InlineData("DELETE FROM ledger_entries WHERE sequence = 2", "entry 2 is missing")]
    [InlineData("DELETE FROM ledger_entries WHERE sequence = 3", "the head is not the last entry")]
    [InlineData("UPDATE ledger_totals SET nano_rho = 0", "the totals are not the sums of the entries")]
    [InlineData("DELETE FROM ledger_totals WHERE budget_window = 0", "the totals are not the sums of the entries")]
    [InlineData("UPDATE ledger_head SET budget_window = 202602", "the head is not the last entry")]
    [InlineData("UPDATE ledger_head SET budget_window = budget_window", null)]
    public async Task Proof_AnythingAltered_IsFound(string sql, string? objection)
    {
        var ledger = Open();
        for (var i = 1; i <= 3; i++) await ledger.ChargeAsync(Of(i, "a", 2), default);
        Alter(sql);
        (await ledger.ReadAsync(LedgerProof.Objection, default)).ShouldBe(objection);
    }

    internal static Charge Of(int id, string contract, long cost) => new((UInt128)id, "consumer", contract, "d", new PrivacyCost(cost, cost), Own, Shared);

    internal DatabaseLedger Open() => OpenBy(Time);

    protected void CloseAll()
    {
        foreach (var ledger in _opened) ledger.Dispose();
    }

    private DatabaseLedger OpenAt(DateTimeOffset time) => OpenBy(new FakeTimeProvider(time));

    private DatabaseLedger OpenBy(TimeProvider time)
    {
        var ledger = new DatabaseLedger(Database(), time, Metrics());
        _opened.Add(ledger);
        ledger.Prepare();
        return ledger;
    }

    private void Alter(string sql)
    {
        using var connection = Database().OpenWriter();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    internal static LedgerMetrics Metrics() => new(new NoMeters());

    private static PrivacyBudget Budget(long window, long lifetime) => new(new PrivacyCost(window, window), BudgetPeriod.Month, new PrivacyCost(lifetime, lifetime));
}

using Gateway.Ledger;
using Policies.Costs;

namespace Gateway.Tests.Ledger;

/// <summary>What every ledger does. Contracts <c>a</c> and <c>b</c> may each spend 10, the dataset <c>d</c> 15, of both units.</summary>
public abstract class LedgerSuite
{
    internal abstract ILedger Open();

    [Fact]
    public async Task Charge_Nothing_NeedsNoBudget() =>
        (await Open().ChargeAsync(1, "unknown", "unknown", PrivacyCost.None, default)).ShouldBeTrue();

    [Fact]
    public async Task Charge_NoLimitStated_IsRefused() =>
        (await Open().ChargeAsync(1, "unknown", "d", new PrivacyCost(1, 0), default)).ShouldBeFalse();

    [Fact]
    public async Task Charge_SameIdAgain_ChargesOnce()
    {
        var ledger = Open();
        for (var i = 0; i < 5; i++) (await ledger.ChargeAsync(1, "a", "d", new PrivacyCost(10, 10), default)).ShouldBeTrue();
        (await ledger.ChargeAsync(2, "a", "d", new PrivacyCost(1, 0), default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Charge_DatasetSharedByContracts_HoldsItsLimit()
    {
        var ledger = Open();
        (await ledger.ChargeAsync(1, "a", "d", new PrivacyCost(10, 0), default)).ShouldBeTrue();
        (await ledger.ChargeAsync(2, "b", "d", new PrivacyCost(6, 0), default)).ShouldBeFalse();
        (await ledger.ChargeAsync(3, "b", "d", new PrivacyCost(5, 0), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task Charge_SixtyFourOnTheLastUnit_OneGetsIt()
    {
        for (var round = 0; round < 50; round++)
        {
            var ledger = Open();
            await ledger.ChargeAsync(1000, "a", "d", new PrivacyCost(0, 9), default);
            var charged = await Task.WhenAll(Enumerable.Range(0, 64)
                .Select(i => Task.Run(async () => await ledger.ChargeAsync((UInt128)i, "a", "d", new PrivacyCost(0, 1), default))));
            charged.Count(c => c).ShouldBe(1);
        }
    }
}

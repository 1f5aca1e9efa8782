using Gateway.Record;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Record;

public sealed class RefusalAllowanceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void TryTake_BurstSpent_RefillsByTheSecondAndTellsWhatWasSuppressed()
    {
        var allowance = new RefusalAllowance(_time);
        Spend(allowance, "a", RefusalAllowance.Burst);
        for (var i = 0; i < 3; i++) allowance.TryTake("a", out _).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        allowance.TryTake("a", out var suppressed).ShouldBeTrue();
        suppressed.ShouldBe(3);
        Spend(allowance, "a", RefusalAllowance.PerSecond - 1);
        allowance.TryTake("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void TryTake_LongIdle_HoldsNoMoreThanTheBurst()
    {
        var allowance = new RefusalAllowance(_time);
        Spend(allowance, "a", 1);
        _time.Advance(TimeSpan.FromDays(30));
        Spend(allowance, "a", RefusalAllowance.Burst);
        allowance.TryTake("a", out _).ShouldBeFalse();
    }

    [Fact]
    public void TryTake_OneConsumerSpent_LeavesOthersTheirs()
    {
        var allowance = new RefusalAllowance(_time);
        Spend(allowance, "a", RefusalAllowance.Burst);
        allowance.TryTake("a", out _).ShouldBeFalse();
        allowance.TryTake("b", out var suppressed).ShouldBeTrue();
        suppressed.ShouldBe(0);
    }

    private static void Spend(RefusalAllowance allowance, string consumer, int times)
    {
        for (var i = 0; i < times; i++)
        {
            allowance.TryTake(consumer, out var suppressed).ShouldBeTrue();
            suppressed.ShouldBe(0);
        }
    }
}

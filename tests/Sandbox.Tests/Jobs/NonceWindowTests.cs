using Sandbox.Jobs;

namespace Sandbox.Tests.Jobs;

public class NonceWindowTests
{
    private static readonly DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(50);

    [Fact]
    public void Nonce_TakenTwice_IsRefusedTheSecondTime()
    {
        var window = new NonceWindow();
        window.TryTake(1, _now.AddSeconds(5), _now).ShouldBeTrue();
        window.TryTake(1, _now.AddSeconds(5), _now.AddSeconds(4.999)).ShouldBeFalse();
        window.TryTake(2, _now.AddSeconds(5), _now).ShouldBeTrue();
    }

    [Fact]
    public void Nonce_AtItsExpiry_IsRefused() => new NonceWindow().TryTake(1, _now, _now).ShouldBeFalse();

    [Fact]
    public void Nonces_AfterTheirExpiry_AreForgotten()
    {
        var window = new NonceWindow();
        for (var i = 0; i < 1000; i++) window.TryTake((UInt128)(uint)i, _now.AddSeconds(1 + (i % 7)), _now).ShouldBeTrue();
        window.Count.ShouldBe(1000);
        window.TryTake(5000, _now.AddSeconds(60), _now.AddSeconds(30)).ShouldBeTrue();
        window.Count.ShouldBe(1);
    }

    [Fact]
    public void Nonce_TakenByManyAtOnce_IsTakenOnce()
    {
        var window = new NonceWindow();
        var taken = 0;
        Parallel.For(0, 64, _ =>
        {
            if (window.TryTake(9, _now.AddSeconds(5), _now)) Interlocked.Increment(ref taken);
        });
        taken.ShouldBe(1);
    }
}

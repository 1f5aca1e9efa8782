using Gateway.Identity;
using Gateway.Identity.Tokens;

namespace Gateway.Tests.Identity;

public sealed class TokenCacheTests
{
    private static readonly Caller Bank = new("bank-ccb", Role.Consumer);
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Entry_UntilItsExpiry_IsFound()
    {
        var cache = new TokenCache(16);
        cache.Add(Key(1), Bank, Now.AddSeconds(1));

        cache.TryGet(Key(1), Now, out var caller).ShouldBeTrue();
        caller.ShouldBeSameAs(Bank);
        cache.TryGet(Key(1), Now.AddSeconds(1), out _).ShouldBeFalse();
        cache.TryGet(Key(2), Now, out _).ShouldBeFalse();
    }

    [Fact]
    public void Memory_OfManyTokens_IsBounded()
    {
        var cache = new TokenCache(100);
        for (var i = 0; i < 100_000; i++)
            cache.Add(Key(i), Bank, Now.AddHours(1));

        cache.Count.ShouldBeLessThanOrEqualTo(200);
    }

    [Fact]
    public void Entry_InUse_OutlivesAFloodOfOthers()
    {
        var cache = new TokenCache(100);
        cache.Add(Key(-1), Bank, Now.AddHours(1));
        for (var i = 0; i < 10_000; i++)
        {
            cache.Add(Key(i), Bank, Now.AddHours(1));
            cache.TryGet(Key(-1), Now, out _).ShouldBeTrue();
        }
    }

    [Fact]
    public void Hit_OfARememberedToken_AllocatesNothing()
    {
        var cache = new TokenCache(16);
        var token = new string('x', 700);
        TokenKey.TryCompute(token, out var key).ShouldBeTrue();
        cache.Add(key, Bank, Now.AddHours(1));
        Hit(cache, token);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            Hit(cache, token);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void Hit(TokenCache cache, string token)
    {
        if (!TokenKey.TryCompute(token, out var key) || !cache.TryGet(key, Now, out _))
            throw new InvalidOperationException("not found");
    }

    private static TokenKey Key(int i) => new(unchecked((UInt128)(uint)i), 7);
}

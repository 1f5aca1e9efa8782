using System.Diagnostics;
using Gateway.Quotas;
using Gateway.Stores;
using Gateway.Stores.Redis;
using Gateway.Tests.Servers;
using Microsoft.Extensions.Options;
using Policies.Costs;
using Testing.Processes;
using Testing.Servers;

namespace Gateway.Tests.Quotas;

public sealed class RedisQuotaStoreTests(SharedServers servers) : QuotaStoreSuite, IDisposable
{
    private static readonly QuotaDemand Calls = new("contract", "calls", QuotaWindow.Day, 1_000_000, 1);
    private readonly string _prefix = $"test-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8))}";
    private readonly List<RedisServer> _opened = [];

    public void Dispose()
    {
        foreach (var server in _opened) server.Dispose();
    }

    internal override async ValueTask<IQuotaStore> OpenAsync()
    {
        var store = Open(await servers.RedisAsync(), TimeSpan.FromSeconds(20));
        await _opened[^1].ConnectAsync();
        return store;
    }

    [Fact]
    public async Task Take_ByTwoGateways_CountsTogether()
    {
        var (one, two) = (await OpenAsync(), await OpenAsync());
        var demand = Calls with { Limit = 2 };
        (await one.TryTakeAsync([demand], default)).Exhausted.ShouldBeNull();
        (await two.TryTakeAsync([demand], default)).Exhausted.ShouldBeNull();
        (await one.TryTakeAsync([demand], default)).Exhausted.ShouldNotBeNull();
    }

    [Fact]
    public async Task Take_RedisKilled_FailsAtOnceAndRecoversByItself()
    {
        var (redis, missing) = await RedisProcess.TryStartAsync();
        Assert.SkipWhen(redis is null, missing);
        await using (redis)
        {
            var store = Open(redis!.Configuration, TimeSpan.FromSeconds(5));
            await Until.TrueAsync(() => TakesAsync(store), TimeSpan.FromSeconds(30), "the first take");
            await redis.KillAsync();
            await Should.ThrowAsync<StoreUnavailableException>(async () => await store.TryTakeAsync([Calls], default));
            await redis.StartAsync();
            await Until.TrueAsync(() => TakesAsync(store), TimeSpan.FromSeconds(30), "the store to count again");
        }
    }

    [Fact]
    public async Task Take_RedisFrozen_FailsInTheTimeItIsGivenAndRecoversByItself()
    {
        var (redis, missing) = await RedisProcess.TryStartAsync();
        Assert.SkipWhen(redis is null, missing);
        await using (redis)
        {
            var store = Open(redis!.Configuration, new QuotaOptions().RedisTimeout);
            await Until.TrueAsync(() => TakesAsync(store), TimeSpan.FromSeconds(30), "the first take");
            await redis.FreezeAsync();
            var waits = new List<TimeSpan>();
            for (var i = 0; i < 5; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await Should.ThrowAsync<StoreUnavailableException>(async () => await store.TryTakeAsync([Calls], default));
                waits.Add(Stopwatch.GetElapsedTime(started));
            }

            // The quickest: the others may have waited for a processor that other tests hold.
            waits.Min().ShouldBeLessThan(TimeSpan.FromMilliseconds(100));
            await redis.ThawAsync();
            await Until.TrueAsync(() => TakesAsync(store), TimeSpan.FromSeconds(30), "the store to count again");
        }
    }

    [Fact]
    public async Task Start_WithoutRedis_IsNoReasonNotToStart()
    {
        var store = Open($"127.0.0.1:{Ports.Free()},connectTimeout=200", TimeSpan.FromMilliseconds(80));
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.TryTakeAsync([Calls], default));
    }

    private static async Task<bool> TakesAsync(IQuotaStore store)
    {
        try
        {
            return (await store.TryTakeAsync([Calls], default)).Exhausted is null;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private RedisQuotaStore Open(string configuration, TimeSpan timeout)
    {
        var server = new RedisServer(Options.Create(new StoreOptions { Redis = configuration }));
        _opened.Add(server);
        return new RedisQuotaStore(server, Tags, Options.Create(new QuotaOptions { Prefix = _prefix, RedisTimeout = timeout }), Time);
    }
}

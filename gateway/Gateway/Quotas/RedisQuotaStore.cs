using System.Buffers.Binary;
using System.Globalization;
using Gateway.Stores;
using Gateway.Stores.Redis;
using Microsoft.Extensions.Options;
using Policies.Costs;
using StackExchange.Redis;

namespace Gateway.Quotas;

/// <summary>
/// Counts in Redis, for several gateways: one script a request, one round trip. Redis runs a script alone, so all or nothing needs no more than
/// looking at everything before writing anything. The clock is the gateway's. A call that got no answer may have been counted: when unsure, it is.
/// </summary>
internal sealed class RedisQuotaStore(RedisServer redis, SubjectTags tags, IOptions<QuotaOptions> options, TimeProvider time) : IQuotaStore
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private const int TagBytes = 16;

    /// <inheritdoc/>
    public async ValueTask<QuotaOutcome> TryTakeAsync(IReadOnlyList<QuotaDemand> demands, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var keys = new RedisKey[demands.Count];
        var values = new List<RedisValue> { (now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond };
        for (var i = 0; i < keys.Length; i++)
        {
            QuotaRules.Check(demands[i]);
            keys[i] = Add(values, demands[i], now);
        }

        return Read(demands, await RunAsync(keys, [.. values], cancellation), now);
    }

    private async Task<long[]> RunAsync(RedisKey[] keys, RedisValue[] values, CancellationToken cancellation)
    {
        try
        {
            return (long[])(await EvaluateAsync(keys, values).WaitAsync(options.Value.RedisTimeout, cancellation))!;
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            throw new StoreUnavailableException("quota", e);
        }
    }

    private async Task<RedisResult> EvaluateAsync(RedisKey[] keys, RedisValue[] values) =>
        await (await redis.ConnectAsync()).GetDatabase().ScriptEvaluateAsync(QuotaScript.Text, keys, values);

    /// <summary>A demand as the script reads it: kind, limit, amount, seconds that the key is kept, tags.</summary>
    private RedisKey Add(List<RedisValue> values, QuotaDemand demand, DateTimeOffset now)
    {
        // The braces put all keys into one slot of a cluster: a script may only touch one.
        var name = $"{{{options.Value.Prefix}}}:quota:{demand.Owner}:{demand.Name}:";
        if (demand.Window is QuotaWindow.Second)
        {
            values.AddRange(["second", demand.Limit, demand.Amount, 2, 0]);
            return name + "second";
        }

        var period = QuotaPeriod.Of(demand.Window, now);
        var keep = (long)(period.End - now).TotalSeconds + 86_400;
        var kind = demand.Subjects is null ? "count" : demand.Of is DemandOf.DistinctSubjects ? "distinct" : "each";
        values.AddRange([kind, demand.Limit, demand.Amount, keep, demand.Subjects?.Count ?? 0]);
        foreach (var subject in demand.Subjects ?? [])
        {
            var tag = new byte[TagBytes];
            BinaryPrimitives.WriteUInt128BigEndian(tag, tags.Of(period.Label, subject));
            values.Add(tag);
        }

        return name + period.Label.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The answer: the number of the exhausted demand from 1, or 0; microseconds until it has room; then what is left of each, −1 where that is not told.</summary>
    private static QuotaOutcome Read(IReadOnlyList<QuotaDemand> demands, long[] answer, DateTimeOffset now)
    {
        var levels = new List<QuotaLevel>(demands.Count);
        for (var i = 0; i < demands.Count; i++)
            if (answer[2 + i] >= 0) levels.Add(Level(demands[i], answer[2 + i], now));
        if (answer[0] == 0) return new QuotaOutcome(null, levels);
        var exhausted = demands[(int)answer[0] - 1];
        var wait = exhausted.Window is QuotaWindow.Second ? TimeSpan.FromMicroseconds(answer[1]) : QuotaPeriod.Of(exhausted.Window, now).End - now;
        return new QuotaOutcome(new QuotaExhausted(exhausted, wait), levels);
    }

    private static QuotaLevel Level(QuotaDemand demand, long remaining, DateTimeOffset now)
    {
        if (demand.Window is QuotaWindow.Second) return new QuotaLevel(demand, remaining, Second * (1 - ((double)remaining / demand.Limit)), Second);
        var period = QuotaPeriod.Of(demand.Window, now);
        return new QuotaLevel(demand, remaining, period.End - now, period.Length);
    }
}

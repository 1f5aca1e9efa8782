using Policies.Costs;

namespace Gateway.Quotas;

/// <summary>
/// Token buckets that hold one second's worth and refill at the limit a second. A level is kept in tokens × timestamp frequency, so
/// that refilling is exact: elapsed time × limit, without rounding. Callers hold the store's lock.
/// </summary>
internal sealed class TokenBuckets(TimeProvider time)
{
    private readonly Dictionary<(string Owner, string Name), Bucket> _buckets = [];

    /// <summary>Takes the demand's amount, or says after how long there would be room.</summary>
    public TimeSpan? TryTake(QuotaDemand demand)
    {
        var frequency = time.TimestampFrequency;
        var now = time.GetTimestamp();
        var capacity = (Int128)demand.Limit * frequency;
        var level = capacity;
        if (_buckets.TryGetValue((demand.Owner, demand.Name), out var bucket))
            level = Int128.Min(capacity, bucket.Level + ((Int128)Math.Max(0, now - bucket.Filled) * demand.Limit));

        var price = (Int128)demand.Amount * frequency;
        if (price > level) return Wait(price - level, demand.Limit, frequency);
        _buckets[(demand.Owner, demand.Name)] = new Bucket(level - price, now);
        return null;
    }

    /// <summary>What is left now.</summary>
    public QuotaLevel Level(QuotaDemand demand)
    {
        var frequency = time.TimestampFrequency;
        var capacity = (Int128)demand.Limit * frequency;
        var level = _buckets.TryGetValue((demand.Owner, demand.Name), out var bucket)
            ? Int128.Min(capacity, bucket.Level + ((Int128)Math.Max(0, time.GetTimestamp() - bucket.Filled) * demand.Limit))
            : capacity;
        return new QuotaLevel(demand, (long)(level / frequency), Wait(capacity - level, demand.Limit, frequency), TimeSpan.FromSeconds(1));
    }

    /// <summary>Undoes a take of this very request.</summary>
    public void GiveBack(QuotaDemand demand)
    {
        var bucket = _buckets[(demand.Owner, demand.Name)];
        _buckets[(demand.Owner, demand.Name)] = bucket with { Level = bucket.Level + ((Int128)demand.Amount * time.TimestampFrequency) };
    }

    /// <summary>Forgets the buckets that have had a second to fill up: a forgotten bucket is a full one.</summary>
    public void Clean()
    {
        var now = time.GetTimestamp();
        foreach (var (key, bucket) in _buckets)
            if (now - bucket.Filled >= time.TimestampFrequency) _buckets.Remove(key);
    }

    private static TimeSpan Wait(Int128 missing, long limit, long frequency)
    {
        if (limit <= 0) return TimeSpan.FromSeconds(1);
        var ticks = ((missing * TimeSpan.TicksPerSecond) + ((Int128)limit * frequency) - 1) / ((Int128)limit * frequency);
        return TimeSpan.FromTicks((long)Int128.Min(ticks, TimeSpan.TicksPerDay));
    }

    private readonly record struct Bucket(Int128 Level, long Filled);
}

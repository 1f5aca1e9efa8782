using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies.Costs;

namespace Gateway.Quotas;

/// <summary>
/// Counts in this process; a restart starts its windows afresh. One lock over everything: a take is a few look-ups, and all or nothing needs
/// no more than giving back in reverse what the same request took.
/// </summary>
internal sealed class MemoryQuotaStore(IOptions<QuotaOptions> options, TimeProvider time) : IQuotaStore
{
    private readonly Lock _gate = new();
    private readonly TokenBuckets _seconds = new(time);
    private readonly CalendarWindow _day = new(QuotaWindow.Day);
    private readonly CalendarWindow _month = new(QuotaWindow.Month);

    /// <inheritdoc/>
    public ValueTask<QuotaExhausted?> TryTakeAsync(IReadOnlyList<QuotaDemand> demands, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        lock (_gate) return new(TryTake(demands, now));
    }

    private QuotaExhausted? TryTake(IReadOnlyList<QuotaDemand> demands, DateTimeOffset now)
    {
        if (_day.Turn(now)) _seconds.Clean();
        _month.Turn(now);
        Check(demands);
        for (var i = 0; i < demands.Count; i++)
        {
            if (TryTake(demands[i], now) is not { } wait) continue;
            for (var taken = i - 1; taken >= 0; taken--) GiveBack(demands[taken]);
            return new QuotaExhausted(demands[i], wait);
        }

        return null;
    }

    private TimeSpan? TryTake(QuotaDemand demand, DateTimeOffset now)
    {
        if (demand.Window is QuotaWindow.Second) return _seconds.TryTake(demand);
        var window = Calendar(demand.Window);
        return window.TryTake(demand) ? null : window.Remaining(now);
    }

    private void GiveBack(QuotaDemand demand)
    {
        if (demand.Window is QuotaWindow.Second) _seconds.GiveBack(demand);
        else Calendar(demand.Window).GiveBack(demand);
    }

    private CalendarWindow Calendar(QuotaWindow window) => window is QuotaWindow.Day ? _day : _month;

    /// <summary>Nothing may be asked that cannot be counted. Memory is bounded, and a cap that cannot be counted is not waived.</summary>
    private void Check(IReadOnlyList<QuotaDemand> demands)
    {
        long subjects = _day.Subjects + (long)_month.Subjects;
        foreach (var demand in demands)
        {
            if (demand.Amount < 0) throw new ArgumentOutOfRangeException(nameof(demands), "A demand is never negative.");
            if (demand is { Window: QuotaWindow.Second, Subjects: not null })
                throw new ArgumentException("Subjects are counted by day or by month.", nameof(demands));
            subjects += demand.Subjects?.Count ?? 0;
        }

        if (subjects > options.Value.MaxSubjects) throw new StoreUnavailableException("quota");
    }
}

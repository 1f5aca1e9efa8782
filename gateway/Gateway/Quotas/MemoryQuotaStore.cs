using Gateway.Audit;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies.Costs;

namespace Gateway.Quotas;

/// <summary>
/// Counts in this process, with a journal of what was taken, which the log waits for before it records an answer. One lock over everything: a take is a few look-ups, and all
/// or nothing needs no more than giving back in reverse what the same request took.
/// </summary>
internal sealed class MemoryQuotaStore : IQuotaStore, ICommitBarrier, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TokenBuckets _seconds;
    private readonly CalendarWindow _day;
    private readonly CalendarWindow _month;
    private readonly QuotaJournal[] _journals;
    private readonly QuotaOptions _options;
    private readonly TimeProvider _time;
    private bool _failing;

    /// <summary>Opens the store.</summary>
    /// <param name="options">Its bounds.</param>
    /// <param name="tags">What stands for subjects.</param>
    /// <param name="folder">Where the journals lie; null: nothing survives this process.</param>
    /// <param name="time">The clock.</param>
    public MemoryQuotaStore(IOptions<QuotaOptions> options, SubjectTags tags, string? folder, TimeProvider time)
    {
        (_options, _time) = (options.Value, time);
        _journals = folder is null ? [] : [new QuotaJournal(folder, "day"), new QuotaJournal(folder, "month")];
        _seconds = new TokenBuckets(time);
        _day = new CalendarWindow(QuotaWindow.Day, tags, _journals.ElementAtOrDefault(0));
        _month = new CalendarWindow(QuotaWindow.Month, tags, _journals.ElementAtOrDefault(1));
    }

    /// <inheritdoc/>
    public ValueTask<QuotaOutcome> TryTakeAsync(IReadOnlyList<QuotaDemand> demands, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        try
        {
            lock (_gate)
            {
                // What cannot be written down is not taken.
                if (_failing) FlushAll();
                return new(TryTake(demands, now));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException("quota", e);
        }
    }

    /// <inheritdoc/>
    public void Flush()
    {
        lock (_gate) FlushAll();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                FlushAll();
            }
            catch (IOException)
            {
                // What no answer has left for.
            }

            foreach (var journal in _journals) journal.Dispose();
        }
    }

    private void FlushAll()
    {
        _failing = true;
        try
        {
            foreach (var journal in _journals) journal.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The quota journal cannot be written: {e.Message}", e);
        }

        _failing = false;
    }

    private QuotaOutcome TryTake(IReadOnlyList<QuotaDemand> demands, DateTimeOffset now)
    {
        if (_day.Turn(now)) _seconds.Clean();
        _month.Turn(now);
        Check(demands);
        var lines = new JournalLine[demands.Count];
        QuotaExhausted? exhausted = null;
        var taken = 0;
        for (; taken < demands.Count && exhausted is null; taken++)
        {
            if (demands[taken].Window is not QuotaWindow.Second) lines[taken] = Calendar(demands[taken]).Line(demands[taken]);
            if (TryTake(demands[taken], lines[taken], now) is { } wait) exhausted = new QuotaExhausted(demands[taken], wait);
        }

        if (exhausted is not null) GiveBack(demands, lines, taken - 1);
        else Write(demands, lines);
        return new QuotaOutcome(exhausted, Levels(demands, now));
    }

    private TimeSpan? TryTake(QuotaDemand demand, JournalLine line, DateTimeOffset now)
    {
        if (demand.Window is QuotaWindow.Second) return _seconds.TryTake(demand);
        var window = Calendar(demand);
        return window.TryTake(demand, line) ? null : window.Remaining(now);
    }

    private void GiveBack(IReadOnlyList<QuotaDemand> demands, JournalLine[] lines, int count)
    {
        for (var i = count - 1; i >= 0; i--)
        {
            if (demands[i].Window is QuotaWindow.Second) _seconds.GiveBack(demands[i]);
            else Calendar(demands[i]).GiveBack(lines[i]);
        }
    }

    private void Write(IReadOnlyList<QuotaDemand> demands, JournalLine[] lines)
    {
        if (_journals.Length == 0) return;
        try
        {
            for (var i = 0; i < lines.Length; i++)
                if (demands[i].Window is not QuotaWindow.Second) Calendar(demands[i]).Write(lines[i]);
        }
        catch
        {
            GiveBack(demands, lines, demands.Count);
            throw;
        }
    }

    private List<QuotaLevel> Levels(IReadOnlyList<QuotaDemand> demands, DateTimeOffset now)
    {
        var levels = new List<QuotaLevel>(demands.Count);
        foreach (var demand in demands)
        {
            if (demand.Window is QuotaWindow.Second) levels.Add(_seconds.Level(demand));
            else if (demand.Subjects is null || demand.Of is DemandOf.DistinctSubjects) levels.Add(Calendar(demand).Level(demand, now));
        }

        return levels;
    }

    private CalendarWindow Calendar(QuotaDemand demand) => demand.Window is QuotaWindow.Day ? _day : _month;

    /// <summary>Nothing may be asked that cannot be counted. Memory is bounded, and a cap that cannot be counted is not waived.</summary>
    private void Check(IReadOnlyList<QuotaDemand> demands)
    {
        long subjects = _day.Subjects + (long)_month.Subjects;
        foreach (var demand in demands)
        {
            QuotaRules.Check(demand);
            subjects += demand.Subjects?.Count ?? 0;
        }

        if (subjects > _options.MaxSubjects) throw new StoreUnavailableException("quota");
    }
}

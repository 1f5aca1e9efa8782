using Policies.Costs;
using Sandbox.Protocol;

namespace Gateway.Quotas;

/// <summary>
/// The counters of the current calendar day or month in Asia/Shanghai (UTC+8, no summer time since 1991). A window only turns forward: a
/// clock that is set back spends from the window that was already open. Callers hold the store's lock.
/// </summary>
internal sealed class CalendarWindow(QuotaWindow window)
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);
    private Dictionary<(string Owner, string Name), Counter> _counters = [];
    private DateTimeOffset _end = DateTimeOffset.MinValue;

    /// <summary>How many subjects are being counted.</summary>
    public int Subjects { get; private set; }

    /// <summary>True when a new window began; its counters are all zero.</summary>
    public bool Turn(DateTimeOffset now)
    {
        if (now < _end) return false;
        var local = now.ToOffset(Shanghai);
        var day = new DateTimeOffset(local.Date, Shanghai);
        _end = window is QuotaWindow.Day ? day.AddDays(1) : day.AddDays(1 - day.Day).AddMonths(1);
        _counters = [];
        Subjects = 0;
        return true;
    }

    /// <summary>How long until the counters are zero again.</summary>
    public TimeSpan Remaining(DateTimeOffset now) => _end - now;

    /// <summary>Takes the demand from its one counter, or from the counter of each of its subjects; all or nothing.</summary>
    public bool TryTake(QuotaDemand demand)
    {
        var counter = Find(demand);
        if (demand.Subjects is null)
        {
            if (demand.Amount > demand.Limit - counter.Used) return false;
            counter.Used += demand.Amount;
            return true;
        }

        for (var i = 0; i < demand.Subjects.Count; i++)
        {
            var used = counter.Subjects.GetValueOrDefault(demand.Subjects[i]);
            if (demand.Amount > demand.Limit - used)
            {
                GiveBack(demand, counter, i);
                return false;
            }

            Set(counter, demand.Subjects[i], used + demand.Amount);
        }

        return true;
    }

    /// <summary>Undoes a take of this very request.</summary>
    public void GiveBack(QuotaDemand demand)
    {
        var counter = Find(demand);
        if (demand.Subjects is null) counter.Used -= demand.Amount;
        else GiveBack(demand, counter, demand.Subjects.Count);
    }

    private void GiveBack(QuotaDemand demand, Counter counter, int count)
    {
        for (var i = 0; i < count; i++)
            Set(counter, demand.Subjects![i], counter.Subjects.GetValueOrDefault(demand.Subjects[i]) - demand.Amount);
    }

    private void Set(Counter counter, SubjectId subject, long used)
    {
        var before = counter.Subjects.Count;
        if (used == 0) counter.Subjects.Remove(subject);
        else counter.Subjects[subject] = used;
        Subjects += counter.Subjects.Count - before;
    }

    private Counter Find(QuotaDemand demand)
    {
        if (_counters.TryGetValue((demand.Owner, demand.Name), out var counter)) return counter;
        return _counters[(demand.Owner, demand.Name)] = new Counter();
    }

    private sealed class Counter
    {
        public long Used { get; set; }

        public Dictionary<SubjectId, long> Subjects { get; } = [];
    }
}

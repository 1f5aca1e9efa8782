using Policies.Costs;

namespace Gateway.Quotas;

/// <summary>
/// The counters of the current calendar day or month. A window only turns forward: a clock that is set back spends from the window that was
/// already open. What is taken is in the journal before its answer leaves. Callers hold the store's lock.
/// </summary>
internal sealed class CalendarWindow(QuotaWindow window, SubjectTags tags, QuotaJournal? journal)
{
    private Dictionary<(string Owner, string Name), Counter> _counters = [];
    private QuotaPeriod _period;

    /// <summary>How many subjects are being counted.</summary>
    public int Subjects { get; private set; }

    /// <summary>True when a new window began; its counters are what the journal has of it: nothing, unless this process has just started.</summary>
    public bool Turn(DateTimeOffset now)
    {
        if (now < _period.End) return false;
        journal?.Flush();
        var period = QuotaPeriod.Of(window, now);
        var counters = new Dictionary<(string Owner, string Name), Counter>();
        var subjects = 0;
        foreach (var line in journal?.Open(period.Label) ?? [])
        {
            var counter = Find(counters, line.Owner, line.Name);
            if (line.Tags.Length == 0) counter.Used += line.Amount;
            foreach (var tag in line.Tags) counter.Add(tag, line.Amount);
        }

        foreach (var counter in counters.Values) subjects += counter.Subjects.Count;
        journal?.Compact(Lines(counters));
        (_period, _counters, Subjects) = (period, counters, subjects);
        return true;
    }

    /// <summary>How long until the counters are zero again.</summary>
    public TimeSpan Remaining(DateTimeOffset now) => _period.End - now;

    /// <summary>What is left of a demand that counts no single subject.</summary>
    public QuotaLevel Level(QuotaDemand demand, DateTimeOffset now)
    {
        var counter = Find(_counters, demand.Owner, demand.Name);
        var used = demand.Of is DemandOf.DistinctSubjects ? counter.Subjects.Count : counter.Used;
        return new QuotaLevel(demand, Math.Max(0, demand.Limit - used), Remaining(now), _period.Length);
    }

    /// <summary>The demand with its subjects' tags in the current window.</summary>
    public JournalLine Line(QuotaDemand demand) => new(
        demand.Owner, demand.Name, demand.Amount, demand.Subjects is null ? [] : [.. demand.Subjects.Select(s => tags.Of(_period.Label, s))]);

    /// <summary>Takes the demand from its one counter, or from the counter of each of its subjects; all or nothing.</summary>
    public bool TryTake(QuotaDemand demand, JournalLine line)
    {
        var counter = Find(_counters, demand.Owner, demand.Name);
        if (demand.Subjects is null)
        {
            if (demand.Amount > demand.Limit - counter.Used) return false;
            counter.Used += demand.Amount;
            return true;
        }

        if (demand.Of is DemandOf.DistinctSubjects
                ? line.Tags.Count(t => !counter.Subjects.ContainsKey(t)) > demand.Limit - counter.Subjects.Count
                : line.Tags.Any(t => demand.Amount > demand.Limit - counter.Subjects.GetValueOrDefault(t)))
            return false;
        var before = counter.Subjects.Count;
        foreach (var tag in line.Tags) counter.Add(tag, demand.Amount);
        Subjects += counter.Subjects.Count - before;
        return true;
    }

    /// <summary>Undoes a take of this very request.</summary>
    public void GiveBack(JournalLine line)
    {
        var counter = Find(_counters, line.Owner, line.Name);
        if (line.Tags.Length == 0) counter.Used -= line.Amount;
        var before = counter.Subjects.Count;
        foreach (var tag in line.Tags) counter.Add(tag, -line.Amount);
        Subjects += counter.Subjects.Count - before;
    }

    /// <summary>Notes what was taken.</summary>
    /// <exception cref="IOException">It could not be; give it back.</exception>
    public void Write(JournalLine line) => journal?.Append(line);

    private static IEnumerable<JournalLine> Lines(Dictionary<(string Owner, string Name), Counter> counters)
    {
        foreach (var ((owner, name), counter) in counters)
        {
            if (counter.Used > 0) yield return new JournalLine(owner, name, counter.Used, []);
            foreach (var equal in counter.Subjects.GroupBy(s => s.Value))
                foreach (var part in equal.Select(s => s.Key).Chunk(QuotaJournal.MostTags)) yield return new JournalLine(owner, name, equal.Key, part);
        }
    }

    private static Counter Find(Dictionary<(string Owner, string Name), Counter> counters, string owner, string name) =>
        counters.TryGetValue((owner, name), out var counter) ? counter : counters[(owner, name)] = new Counter();

    private sealed class Counter
    {
        public long Used { get; set; }

        public Dictionary<UInt128, long> Subjects { get; } = [];

        public void Add(UInt128 tag, long amount)
        {
            var used = Subjects.GetValueOrDefault(tag) + amount;
            if (used == 0) Subjects.Remove(tag);
            else Subjects[tag] = used;
        }
    }
}

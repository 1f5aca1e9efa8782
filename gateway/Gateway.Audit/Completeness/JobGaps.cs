namespace Gateway.Audit.Completeness;

/// <summary>Runs of jobs that no entry has named so far.</summary>
internal sealed class JobGaps
{
    private readonly SortedDictionary<long, long> _runs = [];
    private readonly SortedSet<long> _named = [];

    /// <summary>A run; not empty.</summary>
    public void Add(long from, long to) => _runs[from] = to;

    /// <summary>A job in no order: one whose stored answer was sent again. After a crash that may be the only entry that names it.</summary>
    public void Name(long counter) => _named.Add(counter);

    /// <summary>An entry that came late. False when it is in no run.</summary>
    public bool TryFill(long counter)
    {
        foreach (var (from, to) in _runs)
        {
            if (counter < from || counter > to) continue;
            _runs.Remove(from);
            if (from < counter) _runs[from] = counter - 1;
            if (counter < to) _runs[counter + 1] = to;
            return true;
        }

        return false;
    }

    /// <summary>The runs that are left.</summary>
    public IEnumerable<(long From, long To)> Left()
    {
        foreach (var (first, to) in _runs)
        {
            var from = first;
            foreach (var named in _named.GetViewBetween(first, to))
            {
                if (named > from) yield return (from, named - 1);
                from = named + 1;
            }

            if (from <= to) yield return (from, to);
        }
    }
}

using Gateway.Alerts.Evaluation;
using Gateway.Audit;

namespace Gateway.Alerts;

/// <summary>The alerts in the log, and the findings that are still to become alerts. What it holds follows from the log alone.</summary>
internal sealed class AlertBook
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, Alert> _alerts = [];
    private readonly HashSet<(string Rule, long Entry)> _raised = [];
    private readonly List<Finding> _pending = [];

    /// <summary>Whether the log has been read up to where it ended when the gateway started.</summary>
    public bool IsRead { get; private set; }

    /// <summary>What was found and is no alert in the log yet, in the log's order.</summary>
    public IReadOnlyList<Finding> Pending
    {
        get
        {
            lock (_lock) return [.. _pending];
        }
    }

    /// <summary>Takes an entry of the log in, with what was found in it.</summary>
    public void Add(LogRecord record, IReadOnlyList<Finding> found)
    {
        lock (_lock)
        {
            _pending.AddRange(found);
            if (record.Entry is not EventEntry entry) return;
            switch (entry.Event)
            {
                case AlertEvents.Raised when AlertEvents.FindingOf(entry) is { } finding:
                    // An alert that was written twice, after an append that failed and was durable all the same, is the first.
                    if (!_raised.Add((finding.Rule, finding.Entry))) return;
                    _alerts[record.Index] = new Alert(record.Index, entry.Time, finding);
                    _pending.RemoveAll(p => p.Entry == finding.Entry && string.Equals(p.Rule, finding.Rule, StringComparison.Ordinal));
                    break;
                case AlertEvents.Delivered when AlertEvents.AlertOf(entry) is { } alert:
                    Change(alert, a => a with { Delivered = true });
                    break;
                case AlertEvents.Acknowledged when AlertEvents.AlertOf(entry) is { } alert:
                    Change(alert, a => a with { Acknowledged = a.Acknowledged ?? AlertEvents.AcknowledgementOf(entry, record.Index) });
                    break;
            }
        }
    }

    /// <summary>The log has been read as far as it went.</summary>
    public void Read() => IsRead = true;

    /// <summary>An alert by its number, or null.</summary>
    public Alert? Find(long index)
    {
        lock (_lock) return _alerts.GetValueOrDefault(index);
    }

    /// <summary>Alerts after a number, in order.</summary>
    public IReadOnlyList<Alert> After(long index, bool openOnly, int limit)
    {
        lock (_lock) return [.. _alerts.Values.Where(a => a.Index > index && !(openOnly && a.Acknowledged is not null)).Take(limit)];
    }

    /// <summary>The first alert that is open and that the regulator's endpoint does not have.</summary>
    public Alert? Undelivered()
    {
        lock (_lock) return _alerts.Values.FirstOrDefault(a => !a.Delivered && a.Acknowledged is null);
    }

    /// <summary>The regulator's endpoint has it; its entry follows.</summary>
    public void Delivered(long index)
    {
        lock (_lock) Change(index, a => a with { Delivered = true });
    }

    /// <summary>Somebody took note of it: the entry is written, and will be read.</summary>
    public void Acknowledged(long index, Acknowledgement acknowledgement)
    {
        lock (_lock) Change(index, a => a with { Acknowledged = a.Acknowledged ?? acknowledgement });
    }

    private void Change(long index, Func<Alert, Alert> change)
    {
        if (_alerts.TryGetValue(index, out var alert)) _alerts[index] = change(alert);
    }
}

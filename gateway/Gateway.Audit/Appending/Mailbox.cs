using System.Diagnostics;

namespace Gateway.Audit.Appending;

/// <summary>Where callers leave their appends and the writer takes them, all at once. Two lists change places, so nothing is allocated.</summary>
internal sealed class Mailbox(int capacity, TimeSpan maxWait)
{
    private readonly object _gate = new();
    private List<PendingAppend> _waiting = [];
    private bool _closed;

    /// <summary>False when the box is closed, or so full that the disk must have stopped answering.</summary>
    public bool TryAdd(PendingAppend append)
    {
        lock (_gate)
        {
            if (_closed || _waiting.Count >= capacity) return false;
            _waiting.Add(append);
            if (_waiting.Count == 1) Monitor.Pulse(_gate);
            return true;
        }
    }

    /// <summary>Waits for appends, gives others time to join them, and takes them all; false when the box is closed and empty.</summary>
    /// <param name="taken">An empty list, which is exchanged for the full one.</param>
    public bool Take(ref List<PendingAppend> taken)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed) return false;
                Monitor.Wait(_gate);
            }

            var started = Stopwatch.GetTimestamp();
            while (!_closed && maxWait - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } rest && Monitor.Wait(_gate, rest))
            {
            }

            (taken, _waiting) = (_waiting, taken);
            return true;
        }
    }

    /// <summary>No more is taken in.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }
    }
}

namespace Gateway.Alerts.Evaluation;

/// <summary>Adds up by name over the last minutes of the clock, the one that runs included.</summary>
internal sealed class MinuteSums(int minutes)
{
    private readonly Dictionary<string, Window> _windows = new(StringComparer.Ordinal);

    /// <summary>Adds, and says what the minutes up to <paramref name="time"/> add up to.</summary>
    public long Add(string name, DateTimeOffset time, long amount)
    {
        if (!_windows.TryGetValue(name, out var window)) _windows[name] = window = new Window();
        return window.Add(time.ToUnixTimeSeconds() / 60, amount, minutes);
    }

    private sealed class Window
    {
        private readonly Queue<(long Minute, long Amount)> _full = new();
        private long _minute;
        private long _amount;
        private long _sum;

        public long Add(long minute, long amount, int minutes)
        {
            if (minute > _minute)
            {
                if (_amount > 0) _full.Enqueue((_minute, _amount));
                (_minute, _amount) = (minute, 0);
            }

            // Of a clock that was set back, entries count to the minute that they were written after.
            _amount += amount;
            _sum += amount;
            while (_full.TryPeek(out var first) && first.Minute <= _minute - minutes) _sum -= _full.Dequeue().Amount;
            return _sum;
        }
    }
}

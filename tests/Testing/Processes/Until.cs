using System.Diagnostics;

namespace Testing.Processes;

/// <summary>Waits for a condition, not for a time.</summary>
public static class Until
{
    /// <summary>Asks every 20 ms until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It was not yes within <paramref name="limit"/>; the message says what was waited for.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan limit, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit) throw new TimeoutException($"Waited {limit.TotalSeconds:0} s in vain for: {what}");
            await Task.Delay(20);
        }
    }
}

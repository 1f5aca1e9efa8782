namespace Gateway.Workers;

/// <summary>
/// How long to wait before an instance is started again. The first restart is immediate, so that a single crash costs no more than a start;
/// then 0.1 s, doubling up to 10 s, so that a worker which cannot run does not use up the machine. A worker that lived long enough wipes the
/// slate clean.
/// </summary>
internal sealed class RestartSchedule
{
    /// <summary>A start that was ready for this long was healthy.</summary>
    public static readonly TimeSpan HealthyAfter = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private TimeSpan _next = TimeSpan.Zero;

    /// <summary>The wait after a worker that was ready for <paramref name="lived"/> has ended; zero for one that never was.</summary>
    public TimeSpan Next(TimeSpan lived)
    {
        if (lived >= HealthyAfter) _next = TimeSpan.Zero;
        var wait = _next;
        _next = wait == TimeSpan.Zero ? First : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, Longest.Ticks));
        return wait;
    }
}

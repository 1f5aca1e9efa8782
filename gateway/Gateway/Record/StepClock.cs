using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Gateway.Record;

/// <summary>Where a request's time went: from entering one step to entering the next.</summary>
internal sealed class StepClock
{
    private readonly List<Mark> _marks = new(16);

    /// <summary>When the request came.</summary>
    public long Started { get; } = Stopwatch.GetTimestamp();

    /// <summary>The steps entered so far, in order.</summary>
    public ReadOnlySpan<Mark> Marks => CollectionsMarshal.AsSpan(_marks);

    /// <summary>The path has come to <paramref name="step"/>.</summary>
    public void Enter(string step) => _marks.Add(new Mark(step, Stopwatch.GetTimestamp()));

    /// <summary>A step, and the timestamp at which it was entered.</summary>
    internal readonly record struct Mark(string Step, long Entered);
}

using Sandbox.Box;
using Sandbox.Protocol.Workers;

namespace Gateway.Workers;

/// <summary>One instance: a place that one worker at a time stands in.</summary>
internal sealed class WorkerSlot(WorkerKind kind, string instance)
{
    private volatile RunningWorker? _running;

    /// <summary>What its workers serve.</summary>
    public WorkerKind Kind { get; } = kind;

    /// <summary>The instance's name.</summary>
    public string Instance { get; } = instance;

    /// <summary>The start that is ready for jobs; null from the moment that its end is noticed until the next is ready.</summary>
    public RunningWorker? Running
    {
        get => _running;
        set => _running = value;
    }
}

/// <summary>One start of a worker, ready for jobs.</summary>
/// <param name="Worker">What permits need to know of it.</param>
/// <param name="Socket">The path of its socket on this machine.</param>
/// <param name="Box">Its box.</param>
internal sealed record RunningWorker(Worker Worker, string Socket, BoxProcess Box)
{
    private int _failedProbes;

    /// <summary>Counts a probe. YARP probes one round at a time, so nobody else counts.</summary>
    /// <returns>How many have failed in a row.</returns>
    public int Probed(bool answered) => _failedProbes = answered ? 0 : _failedProbes + 1;
}

using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Gateway.Workers;

/// <summary>
/// Who may be sent a job. Two things are known of a worker: whether its process runs, which the supervisor notices at once, and whether it
/// answers, which YARP's probes notice within seconds. A worker must do both. One lock orders the two, so that a probe that was under way
/// when a worker died cannot bring it back.
/// </summary>
internal sealed class WorkerHealth(WorkerTable table, IDestinationHealthUpdater updater, ILogger<WorkerHealth> logger)
    : IActiveHealthCheckPolicy
{
    public const string PolicyName = "Worker";

    // A busy worker may miss one probe; one that misses ten hangs and is better started anew.
    private const int UnhealthyAfter = 2;
    private const int HangsAfter = 10;

    private readonly Lock _lock = new();

    public string Name => PolicyName;

    /// <summary>The supervisor's news: a worker became ready, or has ended.</summary>
    public void Changed(ClusterState cluster, string instance)
    {
        if (!cluster.Destinations.TryGetValue(instance, out var destination)) return;
        lock (_lock)
        {
            var health = table.Slot(instance)?.Running is null ? DestinationHealth.Unhealthy : DestinationHealth.Healthy;
            updater.SetActive(cluster, [new NewActiveDestinationHealth(destination, health)]);
        }
    }

    /// <summary>The news of YARP's probes.</summary>
    public void ProbingCompleted(ClusterState cluster, IReadOnlyList<DestinationProbingResult> probingResults)
    {
        lock (_lock)
        {
            updater.SetActive(cluster, [.. probingResults.Select(r => new NewActiveDestinationHealth(r.Destination, Judge(r)))]);
        }
    }

    private DestinationHealth Judge(DestinationProbingResult result)
    {
        var instance = result.Destination.DestinationId;
        if (table.Slot(instance)?.Running is not { } running) return DestinationHealth.Unhealthy;
        var failed = running.Probed(result.Response is { IsSuccessStatusCode: true });
        if (failed == HangsAfter)
        {
            WorkersLog.Hangs(logger, instance, failed);
            running.Box.Kill();
        }
        return failed >= UnhealthyAfter ? DestinationHealth.Unhealthy : DestinationHealth.Healthy;
    }
}

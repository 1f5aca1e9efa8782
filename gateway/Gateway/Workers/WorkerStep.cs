using Policies.Decisions;
using Yarp.ReverseProxy.Model;

namespace Gateway.Workers;

/// <summary>The balanced destination → the start of a worker behind it. None: 503, before anything is spent.</summary>
internal sealed class WorkerStep(IWorkerDirectory workers) : IStep
{
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static string Name => "workers";

    public ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        // With one destination YARP balances nothing and leaves the choice to the forwarder.
        var proxy = exchange.Http.GetReverseProxyFeature();
        var destination = proxy.ProxiedDestination ?? (proxy.AvailableDestinations.Count > 0 ? proxy.AvailableDestinations[0] : null);
        proxy.ProxiedDestination = destination;
        exchange.Worker = destination is null ? null : workers.Find(destination.DestinationId);
        return new(exchange.Worker is null ? new Refusal(ReasonTable.WorkerUnavailable.With(), RetryAfter) : null);
    }
}

using System.Net;
using Gateway.Operations;
using Microsoft.Extensions.Primitives;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Workers;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway.Workers;

/// <summary>
/// A route for each operation, a cluster for each kind of worker. They never change while the gateway runs; what changes is who is healthy.
/// </summary>
internal sealed class WorkerProxyConfig(OperationTable operations, WorkerTable table) : IProxyConfigProvider
{
    private readonly Config _config = new([.. operations.All.Select(Route)], [.. operations.Workers.Select(kind => Cluster(kind, table))]);

    public IProxyConfig GetConfig() => _config;

    /// <summary>The cluster of a kind of worker.</summary>
    public static string ClusterOf(WorkerKind kind) => $"worker-{WorkerKindName.Of(kind)}";

    private static RouteConfig Route(IOperation operation) => new()
    {
        RouteId = operation.Name,
        ClusterId = ClusterOf(operation.Worker),
        Match = new RouteMatch { Path = $"/v1/products/{{product}}/{operation.Name}", Methods = [HttpMethods.Post] },
        MaxRequestBodySize = operation.MaxBody,
    };

    private static ClusterConfig Cluster(WorkerKind kind, WorkerTable table) => new()
    {
        ClusterId = ClusterOf(kind),
        LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
        HttpRequest = new ForwarderRequestConfig
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            ActivityTimeout = LongestAnswer(kind),
        },
        HealthCheck = new HealthCheckConfig
        {
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyAndUnknown,
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Interval = TimeSpan.FromSeconds(1),
                Timeout = TimeSpan.FromSeconds(2),
                Policy = WorkerHealth.PolicyName,
                Path = WorkerPaths.Health,
            },
        },
        Destinations = table.Slots.Where(slot => slot.Kind == kind).ToDictionary(
            slot => slot.Instance,
            slot => new DestinationConfig { Address = $"http://{slot.Instance}/" },
            StringComparer.Ordinal),
    };

    /// <summary>An aggregate leaves its worker at a time that its data does not decide, and that may be late.</summary>
    private static TimeSpan LongestAnswer(WorkerKind kind) =>
        TimeSpan.FromSeconds(10) + (kind == WorkerKind.Aggregates ? ReplyTimes.Largest : TimeSpan.Zero);

    private sealed record Config(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters) : IProxyConfig
    {
        public IChangeToken ChangeToken { get; } = new CancellationChangeToken(CancellationToken.None);
    }
}

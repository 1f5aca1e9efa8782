using System.Net;
using Gateway.Queries;
using Microsoft.Extensions.Primitives;
using Sandbox.Protocol.Workers;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Gateway.Workers;

/// <summary>The routes and clusters of the workers. They never change while the gateway runs; what changes is who is healthy.</summary>
internal sealed class WorkerProxyConfig(WorkerTable table) : IProxyConfigProvider
{
    /// <summary>The cluster of the <c>scores</c> workers.</summary>
    public const string ScoresCluster = "worker-scores";

    private readonly Config _config = new(
        [
            new RouteConfig
            {
                // The operation's name, by which the log and the metrics speak of it.
                RouteId = "scores",
                ClusterId = ScoresCluster,
                Match = new RouteMatch { Path = "/v1/products/{product}/scores", Methods = [HttpMethods.Post] },
                MaxRequestBodySize = QueryStep.MaxBody,
            },
        ],
        [
            new ClusterConfig
            {
                ClusterId = ScoresCluster,
                LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
                HttpRequest = new ForwarderRequestConfig
                {
                    Version = HttpVersion.Version20,
                    VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                    ActivityTimeout = TimeSpan.FromSeconds(10),
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
                Destinations = table.Slots.ToDictionary(
                    slot => slot.Instance,
                    slot => new DestinationConfig { Address = $"http://{slot.Instance}/" },
                    StringComparer.Ordinal),
            },
        ]);

    public IProxyConfig GetConfig() => _config;

    private sealed record Config(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters) : IProxyConfig
    {
        public IChangeToken ChangeToken { get; } = new CancellationChangeToken(CancellationToken.None);
    }
}

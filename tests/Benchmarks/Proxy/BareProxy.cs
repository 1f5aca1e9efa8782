using System.Net.Sockets;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Benchmarks.Proxy;

/// <summary>Bare YARP: the same listener, route, unix socket and h2c as the gateway's, and nothing else. Runs in a process of its own.</summary>
internal static class BareProxy
{
    public static async Task RunAsync(string address, string socket)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(address).ConfigureKestrel(k => k.AddServerHeader = false);
        builder.Services.AddSingleton<IForwarderHttpClientFactory>(new SocketClientFactory(socket));
        builder.Services.AddReverseProxy().LoadFromMemory(
            [
                new RouteConfig
                {
                    RouteId = "scores",
                    ClusterId = "worker",
                    Match = new RouteMatch { Path = "/v1/products/{product}/scores", Methods = ["POST"] },
                    Transforms = [new Dictionary<string, string>(StringComparer.Ordinal) { ["PathSet"] = "/jobs" }],
                },
            ],
            [
                new ClusterConfig
                {
                    ClusterId = "worker",
                    HttpRequest = new ForwarderRequestConfig
                    {
                        Version = System.Net.HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                    },
                    Destinations = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal)
                    {
                        ["worker-0"] = new() { Address = "http://worker-0/" },
                    },
                },
            ]);
        var app = builder.Build();
        app.MapReverseProxy();
        await app.RunAsync();
    }

    private sealed class SocketClientFactory(string socket) : ForwarderHttpClientFactory
    {
        protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
        {
            base.ConfigureHandler(context, handler);
            handler.EnableMultipleHttp2Connections = true;
            handler.ConnectCallback = async (_, cancellation) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            };
        }
    }
}

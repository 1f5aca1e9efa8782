using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Workers;

/// <summary>
/// YARP keeps one client a cluster; a destination's host name says which instance, and the table says on which socket its present start
/// listens. No name is ever looked up and no network is ever used.
/// </summary>
internal sealed class WorkerClientFactory(WorkerTable table, ILogger<WorkerClientFactory> logger) : ForwarderHttpClientFactory(logger)
{
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.EnableMultipleHttp2Connections = true;
        handler.UseProxy = false;
        handler.ActivityHeadersPropagator = null; // Nothing of the consumer's request goes across the wall, not even its trace.
        handler.ConnectCallback = (connection, cancellation) => table.Slot(connection.DnsEndPoint.Host)?.Running is { } running
            ? WorkerConnection.OpenAsync(running.Socket, cancellation)
            : throw new HttpRequestException(HttpRequestError.ConnectionError, "No worker of this instance is ready.");
    }
}

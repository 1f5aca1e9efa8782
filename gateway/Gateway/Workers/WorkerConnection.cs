using System.Net.Sockets;

namespace Gateway.Workers;

/// <summary>A connection to a worker's unix socket. A dead socket refuses at once.</summary>
internal static class WorkerConnection
{
    public static async ValueTask<Stream> OpenAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

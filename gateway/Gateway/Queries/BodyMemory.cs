using Gateway.Hosting;
using Microsoft.Extensions.Options;

namespace Gateway.Queries;

/// <summary>
/// Bounds what the bodies of all requests under way hold of memory together: whoever sends the largest ones all at once is told to come back, and nobody else
/// notices. A body of unknown length counts as the longest that it may be.
/// </summary>
internal sealed class BodyMemory(IOptions<GatewayOptions> options)
{
    // A connection's own buffers are no smaller, and those are bounded by the number of connections.
    private const int Uncounted = 16 * 1024;

    private readonly long _most = options.Value.MaxBodyMemory;
    private long _held;

    /// <summary>How many bytes are held now.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Makes room for a request's body until its response has been sent; false when there is none.</summary>
    /// <param name="http">The request; nothing of its body has been read.</param>
    /// <param name="longest">The most bytes that its body may have.</param>
    public bool TryHold(HttpContext http, long longest)
    {
        var bytes = Math.Min(http.Request.ContentLength ?? longest, longest);
        if (bytes <= Uncounted) return true;
        if (Interlocked.Add(ref _held, bytes) > _most)
        {
            Interlocked.Add(ref _held, -bytes);
            return false;
        }

        http.Response.RegisterForDispose(new Hold(this, bytes));
        return true;
    }

    private sealed class Hold(BodyMemory memory, long bytes) : IDisposable
    {
        public void Dispose() => Interlocked.Add(ref memory._held, -bytes);
    }
}

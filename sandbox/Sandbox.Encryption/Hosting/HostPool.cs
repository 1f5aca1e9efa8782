using System.Collections.Concurrent;

namespace Sandbox.Encryption.Hosting;

/// <summary>
/// A fixed number of hosts for the life of the process. A call waits for a free one, and is stopped when it takes too long. After a trap the pool is broken
/// as a whole: what one input did to one host it may do to the next.
/// </summary>
internal sealed class HostPool
{
    private readonly BlockingCollection<SealHost> _free = new(new ConcurrentStack<SealHost>());
    private readonly TimeSpan _callTime;
    private volatile bool _broken;

    public HostPool(IReadOnlyList<SealHost> hosts, TimeSpan callTime)
    {
        Hosts = hosts;
        _callTime = callTime;
        foreach (var host in hosts) _free.Add(host);
    }

    /// <summary>All hosts, free or not.</summary>
    public IReadOnlyList<SealHost> Hosts { get; }

    /// <summary>A host of one's own until the lease is disposed of.</summary>
    /// <exception cref="SealTrapException">No host came free in time, or an earlier call broke the pool.</exception>
    public HostLease Rent()
    {
        if (_broken) throw new SealTrapException("An earlier call broke SEAL; the process must be replaced.");
        return _free.TryTake(out var host, _callTime) ? new HostLease(this, host, _callTime) : throw new SealTrapException("No host came free in time.");
    }

    /// <summary>Takes a host back.</summary>
    internal void Return(SealHost host)
    {
        if (host.IsBroken) _broken = true;
        _free.Add(host);
    }
}

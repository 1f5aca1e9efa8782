using System.Collections.Concurrent;

namespace Sandbox.Encryption.Hosting;

/// <summary>
/// A fixed number of hosts for the life of the process. A call waits for a free one, and is stopped when it takes too long. After a trap the pool is broken
/// as a whole: what one input did to one host it may do to the next.
/// </summary>
#pragma warning disable CA1001 // It lives as long as the process, as its hosts do.
internal sealed class HostPool
#pragma warning restore CA1001
{
    private readonly ConcurrentStack<SealHost> _free;
    private readonly SemaphoreSlim _available;
    private readonly TimeSpan _callTime;
    private volatile bool _broken;

    public HostPool(IReadOnlyList<SealHost> hosts, TimeSpan callTime)
    {
        Hosts = hosts;
        _free = new ConcurrentStack<SealHost>(hosts);
        _available = new SemaphoreSlim(hosts.Count);
        _callTime = callTime;
    }

    /// <summary>All hosts, free or not.</summary>
    public IReadOnlyList<SealHost> Hosts { get; }

    /// <summary>A host of one's own until the lease is disposed of.</summary>
    /// <exception cref="SealBusyException">No host came free in time.</exception>
    /// <exception cref="SealTrapException">An earlier call broke the pool.</exception>
    public HostLease Rent() => _available.Wait(_callTime) ? Take() : throw new SealBusyException();

    /// <summary>The same, without blocking a thread.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<HostLease> RentAsync(CancellationToken cancellation) =>
        await _available.WaitAsync(_callTime, cancellation) ? Take() : throw new SealBusyException();

    /// <summary>Takes a host back.</summary>
    internal void Return(SealHost host)
    {
        if (host.IsBroken) _broken = true;
        _free.Push(host);
        _available.Release();
    }

    private HostLease Take()
    {
        if (!_broken && _free.TryPop(out var host)) return new HostLease(this, host, _callTime);
        _available.Release();
        throw new SealTrapException("An earlier call broke SEAL; the process must be replaced.");
    }
}

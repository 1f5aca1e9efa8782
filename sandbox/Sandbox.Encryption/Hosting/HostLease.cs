namespace Sandbox.Encryption.Hosting;

/// <summary>One caller's use of a host, with a deadline for all of its calls.</summary>
internal sealed class HostLease : IDisposable
{
    // A deadline that falls between two of the caller's scripts stops neither, so it comes again.
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly HostPool _pool;
    private readonly Timer _deadline;
    private bool _ended;

    public HostLease(HostPool pool, SealHost host, TimeSpan time)
    {
        (_pool, Host) = (pool, host);
        _deadline = new Timer(static lease => ((HostLease)lease!).Expire(), this, time, Again);
    }

    public SealHost Host { get; }

    public void Dispose()
    {
        lock (_lock) _ended = true;
        _deadline.Dispose();
        _pool.Return(Host);
    }

    // Under the lock, so that it never stops the next caller's call.
    private void Expire()
    {
        lock (_lock)
        {
            if (!_ended) Host.Interrupt();
        }
    }
}

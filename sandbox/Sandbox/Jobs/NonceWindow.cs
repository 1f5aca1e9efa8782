namespace Sandbox.Jobs;

/// <summary>
/// Nonces of accepted permits, each kept until its permit expires and no longer needs remembering, so memory is bounded by the permits that are alive.
/// It starts empty with every start of the worker, which is safe: a permit names one boot id.
/// </summary>
internal sealed class NonceWindow
{
    private readonly Lock _lock = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly PriorityQueue<UInt128, DateTimeOffset> _byExpiry = new();

    /// <summary>How many are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _seen.Count;
        }
    }

    /// <summary>True the first time that a nonce is taken before it expires.</summary>
    public bool TryTake(UInt128 nonce, DateTimeOffset expires, DateTimeOffset now)
    {
        lock (_lock)
        {
            while (_byExpiry.TryPeek(out var old, out var end) && end <= now)
            {
                _byExpiry.Dequeue();
                _seen.Remove(old);
            }
            if (expires <= now || !_seen.Add(nonce)) return false;
            _byExpiry.Enqueue(nonce, expires);
            return true;
        }
    }
}

using System.Collections.Concurrent;

namespace Gateway.Identity.Tokens;

/// <summary>
/// Callers of validated tokens, until the tokens expire. Two generations: when the young one is full it becomes the old one and the old
/// one is dropped; what is used moves on. So memory is bounded by twice the capacity, without locks or timers on the path of a request.
/// </summary>
internal sealed class TokenCache(int capacity)
{
    private readonly Lock _turn = new();
    private volatile Generation _young = new();
    private volatile Generation _old = new();

    /// <summary>How many tokens are remembered.</summary>
    public int Count => _young.Entries.Count + _old.Entries.Count;

    /// <summary>The caller of a token that was admitted and has not expired.</summary>
    public bool TryGet(in TokenKey key, DateTimeOffset now, out Caller caller)
    {
        if (_young.Entries.TryGetValue(key, out var entry))
            return Unexpired(entry, now, out caller);

        if (!_old.Entries.TryGetValue(key, out entry))
        {
            caller = null!;
            return false;
        }

        if (!Unexpired(entry, now, out caller))
            return false;

        Add(key, entry);
        return true;
    }

    /// <summary>Remembers a token's caller.</summary>
    public void Add(in TokenKey key, Caller caller, DateTimeOffset expiry) => Add(key, new Entry(caller, expiry));

    private static bool Unexpired(in Entry entry, DateTimeOffset now, out Caller caller)
    {
        caller = entry.Caller;
        return now < entry.Expiry;
    }

    private void Add(in TokenKey key, in Entry entry)
    {
        var young = _young;
        young.Entries[key] = entry;
        if (Interlocked.Increment(ref young.Written) < capacity)
            return;

        lock (_turn)
        {
            if (_young != young)
                return;

            _old = young;
            _young = new Generation();
        }
    }

    private readonly record struct Entry(Caller Caller, DateTimeOffset Expiry);

    private sealed class Generation
    {
        public int Written;

        public ConcurrentDictionary<TokenKey, Entry> Entries { get; } = new();
    }
}

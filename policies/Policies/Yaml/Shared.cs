using System.Collections.Concurrent;

namespace Policies.Yaml;

/// <summary>
/// Thousands of contracts grant the same few things in the same words: equal values are one value. A decision then finds it in the processor's cache, whichever
/// contract was asked for last.
/// </summary>
internal sealed class Shared<T>(IEqualityComparer<T>? comparer = null)
    where T : class
{
    // Documents come from people of the house; the limit keeps ever new values from being kept for ever.
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<T, T> _known = new(comparer);

    /// <summary>The one that is kept of those equal to this.</summary>
    public T Of(T value) => _known.TryGetValue(value, out var known) ? known : _known.Count < Most ? _known.GetOrAdd(value, value) : value;
}

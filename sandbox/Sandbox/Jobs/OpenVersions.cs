namespace Sandbox.Jobs;

/// <summary>
/// Open data versions, two a dataset: the one asked for last and the one before, which jobs may still pin while the gateway changes over.
/// A third closes the oldest; a job that uses it keeps its lease until it is done.
/// </summary>
/// <param name="open">Opens a version of a dataset; null when this data folder does not hold it.</param>
internal sealed class OpenVersions<T>(Func<string, string, T?> open) : IDisposable
    where T : class, ILeasable
{
    private const int KeptOpen = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<(string Version, T Opened)>> _open = new(StringComparer.Ordinal);

    /// <summary>The version, usable until the lease is disposed of; null when this data folder does not hold it.</summary>
    public LeasedVersion<T>? TryLease(string dataset, string version)
    {
        lock (_lock)
        {
            var versions = _open.GetValueOrDefault(dataset) ?? [];
            var index = versions.FindIndex(v => string.Equals(v.Version, version, StringComparison.Ordinal));
            var opened = index < 0 ? open(dataset, version) : versions[index].Opened;
            if (opened is null) return null;
            if (index >= 0) versions.RemoveAt(index);
            versions.Add((version, opened));
            _open[dataset] = versions;
            if (versions.Count > KeptOpen)
            {
                versions[0].Opened.Dispose();
                versions.RemoveAt(0);
            }
            return new LeasedVersion<T>(opened);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var (_, opened) in _open.Values.SelectMany(v => v)) opened.Dispose();
            _open.Clear();
        }
    }
}

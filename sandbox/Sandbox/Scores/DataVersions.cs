using Sandbox.Features;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Scores;

/// <summary>
/// Open data versions, two a dataset: the one asked for last and the one before, which jobs may still pin while the gateway changes over.
/// A third closes the oldest; a job that uses it keeps its lease until it is done.
/// </summary>
internal sealed class DataVersions(string dataPath) : IDisposable
{
    private const int KeptOpen = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<OpenVersion>> _open = new(StringComparer.Ordinal);

    /// <summary>The version and a lease on its store; null when this data folder does not hold it.</summary>
    public LeasedVersion? TryLease(string dataset, string version)
    {
        lock (_lock)
        {
            var versions = _open.GetValueOrDefault(dataset) ?? [];
            var found = versions.Find(v => string.Equals(v.Version, version, StringComparison.Ordinal)) ?? Open(dataset, version);
            if (found is null) return null;
            versions.Remove(found);
            versions.Add(found);
            _open[dataset] = versions;
            if (versions.Count > KeptOpen)
            {
                versions[0].Store.Dispose();
                versions.RemoveAt(0);
            }
            return new LeasedVersion(found.Store);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var version in _open.Values.SelectMany(v => v)) version.Store.Dispose();
            _open.Clear();
        }
    }

    private OpenVersion? Open(string dataset, string version)
    {
        var path = Path.Combine(DataLayout.Version(dataPath, dataset, version), DataLayout.FeaturesFile);
        return File.Exists(path) ? new OpenVersion(version, FeatureStore.Open(path)) : null;
    }

    private sealed record OpenVersion(string Version, FeatureStore Store);
}

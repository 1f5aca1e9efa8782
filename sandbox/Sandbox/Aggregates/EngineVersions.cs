using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Aggregates;

/// <summary>
/// Open data versions, two a dataset: the one asked for last and the one before, which jobs may still pin while the gateway changes over. An engine that
/// falls out is closed when the last job that uses it is done.
/// </summary>
internal sealed class EngineVersions(AggregateRunnerOptions options) : IDisposable
{
    private const int KeptOpen = 2;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<OpenVersion>> _open = new(StringComparer.Ordinal);

    /// <summary>The version, held until the lease is disposed of; null when this data folder does not hold it.</summary>
    public Lease? TryLease(string dataset, string version)
    {
        lock (_lock)
        {
            var versions = _open.GetValueOrDefault(dataset) ?? [];
            var found = versions.Find(v => string.Equals(v.Version, version, StringComparison.Ordinal)) ?? Open(dataset, version);
            if (found is null) return null;
            versions.Remove(found);
            versions.Add(found);
            _open[dataset] = versions;
            found.Users++;
            if (versions.Count > KeptOpen)
            {
                Release(versions[0]);
                versions.RemoveAt(0);
            }
            return new Lease(this, found);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var version in _open.Values.SelectMany(v => v)) Release(version);
            _open.Clear();
        }
    }

    private OpenVersion? Open(string dataset, string version)
    {
        var folder = DataLayout.Version(options.DataPath, dataset, version);
        var (rows, spec) = (Path.Combine(folder, DataLayout.RowsFile), Path.Combine(folder, DataLayout.SpecFile));
        if (!File.Exists(rows) || !File.Exists(spec)) return null;
        var proved = JsonSerializer.Deserialize(File.ReadAllBytes(spec), ProtocolJson.Default.DatasetSpec) ?? throw new IOException("The spec is empty.");
        return DuckDbEngine.TryOpen(rows, options) is { } engine ? new OpenVersion(version, proved, engine) : null;
    }

    // The list of open versions counts as one user.
    private static void Release(OpenVersion version)
    {
        if (--version.Users == 0) version.Engine.Dispose();
    }

    internal sealed class Lease(EngineVersions owner, OpenVersion version) : IDisposable
    {
        public DatasetSpec Spec => version.Spec;

        public IAggregateEngine Engine => version.Engine;

        public void Dispose()
        {
            lock (owner._lock) Release(version);
        }
    }

    internal sealed class OpenVersion(string version, DatasetSpec spec, DuckDbEngine engine)
    {
        public string Version { get; } = version;

        public DatasetSpec Spec { get; } = spec;

        public DuckDbEngine Engine { get; } = engine;

        public int Users { get; set; } = 1;
    }
}

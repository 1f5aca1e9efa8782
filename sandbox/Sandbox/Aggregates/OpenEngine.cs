using System.Text.Json;
using Sandbox.Jobs;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Aggregates;

/// <summary>An engine on one data version, with the spec that the version was proved against.</summary>
internal sealed class OpenEngine : ILeasable
{
    private readonly SharedLifetime _lifetime;

    private OpenEngine(DatasetSpec spec, DuckDbEngine engine) => (Spec, Engine, _lifetime) = (spec, engine, new SharedLifetime(engine.Dispose));

    public DatasetSpec Spec { get; }

    public IAggregateEngine Engine { get; }

    /// <summary>Null when the data folder does not hold the version, or holds it without ranks.</summary>
    public static OpenEngine? TryOpen(AggregateRunnerOptions options, string dataset, string version)
    {
        var folder = DataLayout.Version(options.DataPath, dataset, version);
        var (rows, spec) = (Path.Combine(folder, DataLayout.RowsFile), Path.Combine(folder, DataLayout.SpecFile));
        if (!File.Exists(rows) || !File.Exists(spec)) return null;
        var proved = JsonSerializer.Deserialize(File.ReadAllBytes(spec), ProtocolJson.Default.DatasetSpec) ?? throw new IOException("The spec is empty.");
        return DuckDbEngine.TryOpen(rows, options) is { } engine ? new OpenEngine(proved, engine) : null;
    }

    /// <inheritdoc/>
    public SharedLifetime.Lease Lease() => _lifetime.Enter();

    /// <inheritdoc/>
    public void Dispose() => _lifetime.Dispose();
}

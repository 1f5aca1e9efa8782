using System.Text.Json;
using Sandbox.Jobs;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Aggregates.Engines;

/// <summary>An engine on one data version, with the spec that the version was proved against.</summary>
internal sealed class OpenEngine : ILeasable
{
    private readonly SharedLifetime _lifetime;

    private OpenEngine(DatasetSpec spec, IAggregateEngine engine) => (Spec, Engine, _lifetime) = (spec, engine, new SharedLifetime(engine.Dispose));

    public DatasetSpec Spec { get; }

    public IAggregateEngine Engine { get; }

    /// <summary>Null when the data folder does not hold the version, or holds it without ranks.</summary>
    /// <exception cref="DatabaseNotConfiguredException">Its rows are in a database that the worker was not told of.</exception>
    public static OpenEngine? TryOpen(AggregateRunnerOptions options, string dataset, string version)
    {
        var folder = DataLayout.Version(options.DataPath, dataset, version);
        var spec = Path.Combine(folder, DataLayout.SpecFile);
        if (!File.Exists(spec)) return null;
        var proved = JsonSerializer.Deserialize(File.ReadAllBytes(spec), ProtocolJson.Default.DatasetSpec) ?? throw new IOException("The spec is empty.");
        return TryOpen(options, folder) is { } engine ? new OpenEngine(proved, engine) : null;
    }

    private static IAggregateEngine? TryOpen(AggregateRunnerOptions options, string folder)
    {
        var (rows, place) = (Path.Combine(folder, DataLayout.RowsFile), Path.Combine(folder, DataLayout.RowsPlaceFile));
        if (File.Exists(rows)) return DuckDbEngine.TryOpen(rows, options);
        if (!File.Exists(place)) return null;
        return PostgresEngine.Open(JsonSerializer.Deserialize(File.ReadAllBytes(place), ProtocolJson.Default.RowsPlace) ?? throw new IOException("The rows' place is empty."), options);
    }

    /// <inheritdoc/>
    public SharedLifetime.Lease Lease() => _lifetime.Enter();

    /// <inheritdoc/>
    public void Dispose() => _lifetime.Dispose();
}

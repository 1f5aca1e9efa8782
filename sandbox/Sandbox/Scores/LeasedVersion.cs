using Sandbox.Features;

namespace Sandbox.Scores;

/// <summary>A feature store that stays mapped until this is disposed of.</summary>
internal sealed class LeasedVersion(FeatureStore store) : IDisposable
{
    private readonly FeatureStoreLifetime.Lease _lease = store.Lease();

    public FeatureStore Store { get; } = store;

    public void Dispose() => _lease.Dispose();
}

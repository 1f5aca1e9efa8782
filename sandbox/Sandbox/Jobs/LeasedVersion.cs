namespace Sandbox.Jobs;

/// <summary>A version that stays usable until this is disposed of.</summary>
internal sealed class LeasedVersion<T>(T opened) : IDisposable
    where T : class, ILeasable
{
    private readonly SharedLifetime.Lease _lease = opened.Lease();

    public T Opened { get; } = opened;

    public void Dispose() => _lease.Dispose();
}

namespace Sandbox.Jobs;

/// <summary>Something opened whose owner may dispose of it while others still use it: it is released when the last of them is done.</summary>
internal interface ILeasable : IDisposable
{
    /// <summary>Keeps it usable until the lease is disposed of, even if it is itself disposed of meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of, with no lease left.</exception>
    SharedLifetime.Lease Lease();
}

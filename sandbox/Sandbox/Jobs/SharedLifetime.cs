namespace Sandbox.Jobs;

/// <summary>
/// Counts who uses something, so that it is released once and never under a user: the owner counts one until it disposes, every lease one.
/// </summary>
internal sealed class SharedLifetime(Action release) : IDisposable
{
    private int _users = 1;
    private int _disposed;

    /// <summary>Counts one more user.</summary>
    /// <exception cref="ObjectDisposedException">Nobody uses it any more: it is released.</exception>
    public Lease Enter()
    {
        var users = Volatile.Read(ref _users);
        while (true)
        {
            ObjectDisposedException.ThrowIf(users == 0, this);
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users) return new Lease(this);
            users = seen;
        }
    }

    /// <summary>The owner's use ends; a second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) Exit();
    }

    private void Exit()
    {
        if (Interlocked.Decrement(ref _users) == 0) release();
    }

    /// <summary>One use. Dispose of it exactly once.</summary>
    public readonly struct Lease(SharedLifetime lifetime) : IDisposable, IEquatable<Lease>
    {
        private readonly SharedLifetime _lifetime = lifetime;

        /// <inheritdoc/>
        public void Dispose() => _lifetime.Exit();

        /// <inheritdoc/>
        public bool Equals(Lease other) => ReferenceEquals(_lifetime, other._lifetime);

        /// <inheritdoc/>
        public override bool Equals(object? obj) => obj is Lease other && Equals(other);

        /// <inheritdoc/>
        public override int GetHashCode() => _lifetime.GetHashCode();
    }
}

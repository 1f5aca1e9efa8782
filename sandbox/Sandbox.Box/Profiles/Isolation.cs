namespace Sandbox.Box;

/// <summary>How a worker is run.</summary>
public enum Isolation
{
    /// <summary>In a bubblewrap box: no network, own user, read-only data, filtered system calls.</summary>
    Box,

    /// <summary>As a plain child process, for development only: the worker can do whatever its user can.</summary>
    None,
}

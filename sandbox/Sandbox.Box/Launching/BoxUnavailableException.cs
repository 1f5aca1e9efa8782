namespace Sandbox.Box;

/// <summary>No box can be made on this machine. Nothing falls back to running a worker unboxed.</summary>
/// <param name="reason">What is missing.</param>
/// <param name="remedy">What to do about it: a command where there is one.</param>
public sealed class BoxUnavailableException(string reason, string remedy) : Exception($"{reason} To mend it: {remedy}")
{
    /// <summary>What to do about it: a command where there is one.</summary>
    public string Remedy { get; } = remedy;
}

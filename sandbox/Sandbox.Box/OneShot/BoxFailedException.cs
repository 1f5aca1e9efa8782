using Sandbox.Protocol.Workers;

namespace Sandbox.Box;

/// <summary>A one-shot box ended without an outcome: it crashed, or ran into its memory bound. Nothing was published.</summary>
/// <param name="kind">The kind of box.</param>
/// <param name="exitCode">How it ended: 128 + signal when it was killed.</param>
public sealed class BoxFailedException(WorkerKind kind, int exitCode)
    : Exception($"The {kind.ToString().ToLowerInvariant()} box ended with exit code {exitCode} and without an outcome; nothing was published.")
{
    /// <summary>How it ended: 128 + signal when it was killed.</summary>
    public int ExitCode { get; } = exitCode;
}

namespace Sandbox.Protocol.Workers;

/// <summary>The kinds of worker; each runs in a box of its own.</summary>
public enum WorkerKind : byte
{
    /// <summary>Serves score jobs on a unix socket.</summary>
    Scores = 1,

    /// <summary>Serves aggregate jobs on a unix socket.</summary>
    Aggregates = 2,

    /// <summary>Serves encrypted-score jobs on a unix socket.</summary>
    Encrypted = 3,

    /// <summary>One shot, no socket: proves and writes a data version.</summary>
    Import = 4,

    /// <summary>One shot, no socket: trains and writes a model.</summary>
    Train = 5,
}

namespace Sandbox.Protocol.Workers;

/// <summary>
/// What a serving worker reads as one line of JSON on its standard input, before anything else. A new start, a new boot id and a new key.
/// </summary>
/// <param name="Kind">What it serves.</param>
/// <param name="BootId">32 hexadecimal digits, random.</param>
/// <param name="Key">Base64 of the 32 bytes that permits and releases are MACed with.</param>
/// <param name="Socket">The unix socket to listen on, as seen in the box.</param>
/// <param name="DataPath">The data folder, as seen in the box, read-only.</param>
/// <param name="Postgres">The connection string of the PostgreSQL server that holds rows, its socket folder as seen in the box; null when there is none.</param>
public sealed record WorkerStart(WorkerKind Kind, string BootId, string Key, string Socket, string DataPath, string? Postgres = null);

/// <summary>The HTTP paths that a worker answers.</summary>
public static class WorkerPaths
{
    /// <summary>GET, no permit: 200 when ready.</summary>
    public const string Health = "/health";

    /// <summary>POST a job with its permit, whatever the kind.</summary>
    public const string Jobs = "/jobs";

    /// <summary>GET, no permit: the <see cref="WorkerStatement"/> as it stands.</summary>
    public const string Tally = "/tally";

    /// <summary>POST, no permit: the last <see cref="WorkerStatement"/>; no job is answered after it.</summary>
    public const string End = "/end";
}

namespace Sandbox.Aggregates;

/// <summary>Where the data folder is, as seen in the box, and what an engine may use.</summary>
/// <param name="DataPath">The data folder.</param>
/// <param name="Threads">Threads of one engine.</param>
/// <param name="MemoryMegabytes">Memory of one engine, in 10⁶ bytes; the box bounds the process whatever the engine does.</param>
/// <param name="Postgres">The connection string of the server that holds rows, its socket as seen in the box; null when there is none.</param>
internal sealed record AggregateRunnerOptions(string DataPath, int Threads, int MemoryMegabytes = 1000, string? Postgres = null)
{
    /// <summary>At the same time run this many jobs of each <see cref="Protocol.Jobs.ReplyClass"/>; others wait, and their time runs.</summary>
    public int Slots => Math.Max(2, Threads);

    /// <summary>As many threads as there are processors.</summary>
    public static AggregateRunnerOptions Of(string dataPath, string? postgres = null) => new(dataPath, Math.Clamp(Environment.ProcessorCount, 1, 16), Postgres: postgres);
}

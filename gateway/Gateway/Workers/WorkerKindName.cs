using Sandbox.Protocol.Workers;

namespace Gateway.Workers;

/// <summary>What a kind of worker is called in names of instances and clusters, and in the log.</summary>
internal static class WorkerKindName
{
    public static string Of(WorkerKind kind) => kind switch
    {
        WorkerKind.Scores => "scores",
        WorkerKind.Aggregates => "aggregates",
        WorkerKind.Encrypted => "encrypted",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a serving kind."),
    };
}

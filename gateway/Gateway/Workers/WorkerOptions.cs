using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Sandbox.Box;
using Sandbox.Protocol.Workers;

namespace Gateway.Workers;

/// <summary>Section <c>Sandbox</c>: the workers that the gateway starts.</summary>
internal sealed class WorkerOptions
{
    /// <summary>The folder of the built worker, holding <c>Sandbox.dll</c>.</summary>
    [Required]
    public string Path { get; set; } = "artifacts/bin/Sandbox/release";

    /// <summary>How many workers serve scores.</summary>
    [Range(1, 64)]
    public int Workers { get; set; } = 2;

    /// <summary><c>box</c>, or <c>none</c> for development: then each start warns and is an entry in the access log.</summary>
    [EnumDataType(typeof(Isolation))]
    public Isolation Isolation { get; set; } = Isolation.Box;

    /// <summary>The most managed heap of a worker, in MiB.</summary>
    [Range(64, 1 << 20)]
    public int HeapMegabytes { get; set; } = 1024;

    /// <summary>The most private memory of a worker in all, engines included, in MiB; more than its heap.</summary>
    [Range(256, 1 << 20)]
    public int MemoryMegabytes { get; set; } = 3072;

    /// <summary>How long a worker may take until it answers; past it, it is killed and started again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The connection string of the PostgreSQL server that holds the rows of datasets whose source it is, by the folder of its unix socket; null: there is none.</summary>
    public string? Postgres { get; set; }

    /// <summary>How many workers serve a kind of job.</summary>
    public int CountOf(WorkerKind kind) => kind is WorkerKind.Scores ? Workers : 1;

    /// <summary>The limits as the box takes them.</summary>
    public BoxLimits Limits => new((long)HeapMegabytes << 20, (long)MemoryMegabytes << 20);
}

[OptionsValidator]
internal sealed partial class WorkerOptionsValidator : IValidateOptions<WorkerOptions>;

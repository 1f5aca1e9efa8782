using System.Collections.Frozen;
using Sandbox.Aggregates;
using Sandbox.Encrypted;
using Sandbox.Jobs;
using Sandbox.Privacy.Noise;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Workers;
using Sandbox.Scores;

namespace Sandbox.Serving;

/// <summary>What a kind of serving worker is made of. One process serves one kind.</summary>
/// <param name="MaxBody">The longest job in bytes.</param>
/// <param name="AnswerType">The media type of its answers.</param>
/// <param name="AddRunner">Adds its <see cref="IJobRunner"/>, given the start, whose paths are as seen in the box.</param>
internal sealed record ServedKind(long MaxBody, string AnswerType, Action<IServiceCollection, WorkerStart> AddRunner)
{
    private const string Json = "application/json";

    private static readonly FrozenDictionary<WorkerKind, ServedKind> _all = new Dictionary<WorkerKind, ServedKind>
    {
        // 1,000 subjects with a few dozen consumer features fit; more is not a score job.
        [WorkerKind.Scores] = new(1 << 20, Json, (services, start) =>
            services.AddSingleton(new ScoreRunnerOptions(start.DataPath)).AddSingleton<IJobRunner, ScoreJobRunner>()),

        // A predicate of 1,000 literals fits.
        [WorkerKind.Aggregates] = new(1 << 20, Json, (services, start) => services
            .AddSingleton(AggregateRunnerOptions.Of(start.DataPath, start.Postgres))
            .AddSingleton<Func<INoiseAdder>>(() => new NoiseAdder(new SecureBits()))
            .AddSingleton<IJobRunner, AggregateJobRunner>()),

        [WorkerKind.Encrypted] = new(EncryptedServices.MaxBody, EncryptedAnswer.MediaType, (services, start) => services.AddEncryptedJobs(start.DataPath)),
    }.ToFrozenDictionary();

    /// <summary>Null for a kind that this build does not serve.</summary>
    public static ServedKind? Of(WorkerKind kind) => _all.GetValueOrDefault(kind);
}

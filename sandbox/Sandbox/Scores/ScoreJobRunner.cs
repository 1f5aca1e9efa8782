using System.Collections.Concurrent;
using Sandbox.Features;
using Sandbox.Jobs;
using Sandbox.Models;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Scores;

/// <summary>A score job from its bytes to the answer's: read, find the pinned data and model, score everyone, write.</summary>
internal sealed partial class ScoreJobRunner(ScoreRunnerOptions options, ILogger<ScoreJobRunner> logger) : IJobRunner, IDisposable
{
    private readonly OpenVersions<FeatureStore> _versions = new((dataset, version) => FeatureStore.TryOpen(options.DataPath, dataset, version));
    private readonly ModelCache _models = new(options.DataPath);
    private readonly ConcurrentDictionary<string, DonorKey> _donorKeys = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<JobOutcome> RunAsync(ReadOnlyMemory<byte> job, CancellationToken cancellation) => new(Run(job.Span));

    public JobOutcome Run(ReadOnlySpan<byte> job)
    {
        if (!ScoreJobReader.TryRead(job, out var read)) return JobOutcome.Refused(JobProblemCodes.BadJob);
        using var version = _versions.TryLease(read.Dataset, read.DataVersion);
        if (version is null) return JobOutcome.Refused(JobProblemCodes.StaleVersion);
        if (!_models.Exists(read.Model)) return JobOutcome.Refused(JobProblemCodes.StaleVersion);
        if (_models.Get(read.Model) is not { } model)
        {
            LogMismatch(read.Model);
            return JobOutcome.Refused(JobProblemCodes.ModelMismatch);
        }
        var donors = read.UnknownSubjects == UnknownSubjects.Imputed
            ? _donorKeys.GetOrAdd(read.Dataset, static (dataset, data) => DonorKey.Read(data, dataset), options.DataPath)
            : null;
        return BatchScorer.TryCreate(read, model, version.Opened, donors) is { } scorer
            ? JobOutcome.Answered(scorer.Answer())
            : JobOutcome.Refused(JobProblemCodes.BadJob);
    }

    public void Dispose() => _versions.Dispose();

    [LoggerMessage(2101, LogLevel.Critical, "The file of model {Sha256} has another hash. It was not loaded.")]
    private partial void LogMismatch(string sha256);
}

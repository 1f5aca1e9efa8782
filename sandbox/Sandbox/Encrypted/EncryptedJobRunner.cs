using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sandbox.Encryption;
using Sandbox.Features;
using Sandbox.Jobs;
using Sandbox.Models;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Jobs;
using Sandbox.Scores;

namespace Sandbox.Encrypted;

/// <summary>
/// An encrypted job from its bytes to the answer's: read, find the pinned data and model, cut the model in two, round the government's part, let SEAL add the
/// consumer's. After a trap of SEAL's the worker stops, and its supervisor starts another.
/// </summary>
internal sealed partial class EncryptedJobRunner(
    EncryptedRunnerOptions options, SealEvaluator evaluator, IHostApplicationLifetime lifetime, ILogger<EncryptedJobRunner> logger) : IJobRunner, IDisposable
{
    private readonly OpenVersions<FeatureStore> _versions = new((dataset, version) => FeatureStore.TryOpen(options.DataPath, dataset, version));
    private readonly ModelCache _models = new(options.DataPath);
    private readonly ConcurrentDictionary<string, DonorKey> _donorKeys = new(StringComparer.Ordinal);

    public async ValueTask<JobOutcome> RunAsync(ReadOnlyMemory<byte> job, CancellationToken cancellation)
    {
        if (!EncryptedJob.TryRead(job, out var read, out var container) || !EncryptedJobCheck.IsSound(read)
            || !EncryptedRequestReader.TryRead(container.Span, out var request, out _)) return JobOutcome.Refused(JobProblemCodes.BadJob);
        using var version = _versions.TryLease(read.Dataset, read.DataVersion);
        if (version is null || !_models.Exists(read.Model)) return JobOutcome.Refused(JobProblemCodes.StaleVersion);
        if (_models.Get(read.Model) is not { } model)
        {
            LogMismatch(read.Model);
            return JobOutcome.Refused(JobProblemCodes.ModelMismatch);
        }
        if (!Fits(read, model) || LinearExport.TryCreate(model, request.Features) is not { } export
            || Contributions.TryCreate(read, model, export, version.Opened, Donors(read)) is not { } contributions)
            return JobOutcome.Refused(JobProblemCodes.BadJob);

        var (addend, scored) = contributions.Of(request.Subjects);
        try
        {
            var sum = await evaluator.WeightedSumAsync(Kept(export, request, container), export.Weights, addend, cancellation);
            return JobOutcome.Answered(
                new EncryptedAnswer(SHA256.HashData(container.Span), read.Model, read.DataVersion, read.Precision, scored, sum).ToBytes());
        }
        catch (SealRefusedException)
        {
            // The container's shape leaves SEAL nothing to refuse: a bug.
            return JobOutcome.Refused(JobProblemCodes.BadJob);
        }
        catch (SealBusyException)
        {
            LogBusy();
            return JobOutcome.Refused(JobProblemCodes.JobFailed);
        }
        catch (SealTrapException)
        {
            LogTrap();
            lifetime.StopApplication();
            return JobOutcome.Refused(JobProblemCodes.JobFailed);
        }
    }

    public void Dispose() => _versions.Dispose();

    private static bool Fits(EncryptedJob job, ScoringModel model) =>
        string.Equals(job.Product, model.Signature.Product, StringComparison.Ordinal)
        && string.Equals(job.Dataset, model.Signature.Dataset, StringComparison.Ordinal);

    private DonorKey? Donors(EncryptedJob job) => job.UnknownSubjects == UnknownSubjects.Imputed
        ? _donorKeys.GetOrAdd(job.Dataset, static (dataset, data) => DonorKey.Read(data, dataset), options.DataPath)
        : null;

    private static ReadOnlyMemory<byte> Kept(LinearExport export, EncryptedRequest request, ReadOnlyMemory<byte> container)
    {
        if (export.Kept.Count == request.Features.Count) return container[request.CiphertextOffset..];
        var kept = new byte[export.Kept.Count * CiphertextShape.SeededLength];
        for (var i = 0; i < export.Kept.Count; i++)
            request.Ciphertext(container.Span, export.Kept[i]).CopyTo(kept.AsSpan(i * CiphertextShape.SeededLength));
        return kept;
    }

    [LoggerMessage(2401, LogLevel.Critical, "The file of model {Sha256} has another hash. It was not loaded.")]
    private partial void LogMismatch(string sha256);

    [LoggerMessage(2402, LogLevel.Error, "SEAL stopped in the middle of a job. This worker ends, to be replaced.")]
    private partial void LogTrap();

    [LoggerMessage(2403, LogLevel.Warning, "A job waited in vain for SEAL.")]
    private partial void LogBusy();
}

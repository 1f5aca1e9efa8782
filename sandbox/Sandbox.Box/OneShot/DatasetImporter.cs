using System.Security.Cryptography;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Box;

/// <summary>Imports a data version from end to end: stage it in a box, check it, put it in force.</summary>
public sealed class DatasetImporter(BoxLauncher launcher, string workerFolder, string data, TimeProvider time)
{
    /// <summary>Imports <paramref name="source"/> under <paramref name="spec"/>.</summary>
    /// <param name="spec">What must hold of the rows.</param>
    /// <param name="source">How to read them.</param>
    /// <param name="sourcePath">The file or folder to read; null for a generated source and for a table.</param>
    /// <param name="postgres">The server of a <see cref="PostgresSource"/>; null for others.</param>
    /// <param name="limits">What the box may use of the machine.</param>
    /// <param name="progress">Gets the box's progress lines.</param>
    /// <param name="cancellation">Kills the box; nothing is published.</param>
    /// <returns>The outcome; when it is not <see cref="ImportOutcome.Ok"/>, the old version is still in force.</returns>
    /// <exception cref="BoxFailedException">The box crashed.</exception>
    /// <exception cref="PublishRefusedException">The box staged something else than it was asked for.</exception>
    public async Task<ImportOutcome> RunAsync(
        DatasetSpec spec, ImportSource source, string? sourcePath, PostgresSocket? postgres, BoxLimits limits, IProgress<string> progress, CancellationToken cancellation)
    {
        // One import of the dataset at a time: each drops the tables that no version names, and another's is not named yet.
        using var alone = postgres is null ? null : await PublishLock.TakeAsync(DataLayout.Dataset(data, spec.Dataset), time, cancellation);
        using var staging = StagingArea.Create(data);
        var profile = BoxProfile.Import(workerFolder, sourcePath, staging.Folder, limits, postgres);
        var view = profile.ViewUnder(launcher.Isolation);
        var version = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var job = new ImportJob(
            spec, source, version, view.Source, view.Staging, RankKey.Ensure(data, spec.Dataset), view.Postgres, new DataPublisher(data, time).Versions(spec.Dataset));
        var outcome = await new OneShotBox(launcher).RunAsync(
            profile, job, ProtocolJson.Default.ImportJob, ProtocolJson.Default.ImportOutcome, progress, cancellation);
        return outcome.Ok
            ? outcome with { Manifest = await new DataPublisher(data, time).PublishAsync(staging.Folder, job, cancellation) }
            : outcome;
    }
}

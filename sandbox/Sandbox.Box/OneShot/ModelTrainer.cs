using Sandbox.Protocol;
using Sandbox.Protocol.Models;

namespace Sandbox.Box;

/// <summary>Trains a model from end to end: stage it in a box, check it, register it.</summary>
public sealed class ModelTrainer(BoxLauncher launcher, string workerFolder, string data, TimeProvider time)
{
    /// <summary>Runs a training; the job's paths are set here.</summary>
    /// <param name="job">What to train.</param>
    /// <param name="limits">What the box may use of the machine.</param>
    /// <param name="progress">Gets the box's progress lines.</param>
    /// <param name="cancellation">Kills the box; nothing is registered.</param>
    /// <returns>The outcome; when it is not <see cref="TrainOutcome.Ok"/>, the old pin is still in force.</returns>
    /// <exception cref="BoxFailedException">The box crashed.</exception>
    /// <exception cref="PublishRefusedException">The box staged something else than it was asked for.</exception>
    public async Task<TrainOutcome> RunAsync(TrainJob job, BoxLimits limits, IProgress<string> progress, CancellationToken cancellation)
    {
        using var staging = StagingArea.Create(data);
        var profile = BoxProfile.Train(workerFolder, data, staging.Folder, limits);
        var view = profile.ViewUnder(launcher.Isolation);
        var boxed = job with { DataPath = view.Data, StagingPath = view.Staging };
        var outcome = await new OneShotBox(launcher).RunAsync(
            profile, boxed, ProtocolJson.Default.TrainJob, ProtocolJson.Default.TrainOutcome, progress, cancellation);
        return outcome.Ok
            ? outcome with { Card = await new ModelPublisher(data, time).PublishAsync(staging.Folder, boxed, cancellation) }
            : outcome;
    }
}

using Sandbox.Box;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;
using Testing.Processes;

namespace Sandbox.Tests.Box;

/// <summary>The probe is a worker that never gives an outcome: what it hears as a job is no attempt it knows, so it crashes.</summary>
public sealed class OneShotBoxTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("oneshot-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Run_OfABoxThatCrashes_FailsWithItsExitCodeAndNoOutput()
    {
        using var launcher = await BoxLauncher.OpenAsync(Isolation.Box, TestContext.Current.CancellationToken);
        var job = new TrainJob("p", "m", ModelAlgorithm.Logistic, new("d", "id", 1, [], [], null), "v", ["secret-4711"], [], 1, "", "");
        var trainer = new ModelTrainer(launcher, Repository.Output("Probe"), _folder.FullName, TimeProvider.System);

        var failure = await Should.ThrowAsync<BoxFailedException>(
            () => trainer.RunAsync(job, ProbeRun.Limits, new Progress<string>(), TestContext.Current.CancellationToken));

        failure.ExitCode.ShouldBe(134);
        failure.Message.ShouldContain("134");
        failure.Message.ShouldNotContain("secret");
        Directory.EnumerateFileSystemEntries(DataLayout.Staging(_folder.FullName)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ThatIsCancelled_KillsTheBox()
    {
        using var launcher = await BoxLauncher.OpenAsync(Isolation.Box, TestContext.Current.CancellationToken);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var job = new TrainJob("p", "m", ModelAlgorithm.Logistic, new("d", "id", 1, [], [], null), "v", [], [], 1, "", "");

        await Should.ThrowAsync<OperationCanceledException>(
            () => new OneShotBox(launcher).RunAsync(
                ProbeRun.Profile(_folder.FullName, _folder.FullName, ProbeRun.Limits),
                job,
                ProtocolJson.Default.TrainJob,
                ProtocolJson.Default.TrainOutcome,
                new Progress<string>(),
                cancelled.Token));
    }
}

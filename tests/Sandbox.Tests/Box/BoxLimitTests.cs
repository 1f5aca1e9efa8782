using Sandbox.Box;

namespace Sandbox.Tests.Box;

/// <summary>What a box may use. The positive control of each bound is the same attempt below it, in the same box.</summary>
public sealed class BoxLimitTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("limits-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("memory\t100", true)]
    [InlineData("memory\t1100", false)]
    [InlineData("heap\t100", true)]
    [InlineData("heap\t400", false)]
    [InlineData("fill\t/tmp/f 4", true)]
    [InlineData("fill\t/tmp/f 20", false)]
    [InlineData("fill\t/dev/shm/f 1", false)]
    [InlineData("fill\t/dev/f 1", false)]
    [InlineData("fill\t/run/f 1", false)]
    [InlineData("fill\t/f 1", false)]
    public async Task Use_AroundItsBound_SucceedsBelowAndFailsAbove(string attempt, bool fits)
    {
        var profile = ProbeRun.Profile(
            _folder.CreateSubdirectory("data").FullName, _folder.CreateSubdirectory("staging").FullName, ProbeRun.Limits);

        (await ProbeRun.AttemptAsync(profile, attempt)).ShouldStartWith(fits ? "ok " : "failed ");
    }

    [Fact]
    public async Task Kill_OfTheOutermostProcess_EndsTheWorker()
    {
        var profile = ProbeRun.Profile(
            _folder.CreateSubdirectory("data").FullName, _folder.CreateSubdirectory("staging").FullName, ProbeRun.Limits);
        using var launcher = await BoxLauncher.OpenAsync(Isolation.Box, TestContext.Current.CancellationToken);
        await using var box = await launcher.StartAsync(profile);
        await box.Input.WriteLineAsync("hostname");
        await box.Input.FlushAsync(TestContext.Current.CancellationToken);
        (await box.Output.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("hostname\tok box");

        box.Kill();

        (await box.Exited).ShouldBe(137);
        // The pipe ends only when no process inside holds it any more.
        (await box.Output.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }
}

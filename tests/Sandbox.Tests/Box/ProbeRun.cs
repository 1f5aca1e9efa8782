using Sandbox.Box;
using Testing.Processes;

namespace Sandbox.Tests.Box;

/// <summary>Runs the hostile worker of <c>tests/Probe</c> and hears what came of its attempts.</summary>
internal static class ProbeRun
{
    public static readonly BoxLimits Limits = new(256 << 20, 1L << 30, 8 << 20, 256);

    /// <summary>A box with data to read and a folder to write.</summary>
    public static BoxProfile Profile(string data, string staging, BoxLimits limits) =>
        BoxProfile.Train(Repository.Output("Probe"), data, staging, limits);

    /// <summary>Attempts, one a line, and the answer to each in order.</summary>
    public static async Task<IReadOnlyList<string>> AttemptAsync(BoxLauncher launcher, BoxProfile profile, IEnumerable<string> attempts)
    {
        await using var box = await launcher.StartAsync(profile);
        var error = box.Error.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach (var attempt in attempts) await box.Input.WriteLineAsync(attempt);
        box.Input.Close();
        var output = await box.Output.ReadToEndAsync(TestContext.Current.CancellationToken);
        (await box.Exited).ShouldBe(0, await error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[1])];
    }

    /// <summary>One attempt in a box.</summary>
    public static async Task<string> AttemptAsync(BoxProfile profile, string attempt)
    {
        using var launcher = await BoxLauncher.OpenAsync(Isolation.Box, TestContext.Current.CancellationToken);
        return (await AttemptAsync(launcher, profile, [attempt])).ShouldHaveSingleItem();
    }
}

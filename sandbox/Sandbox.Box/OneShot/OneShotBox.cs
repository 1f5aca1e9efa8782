using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sandbox.Box;

/// <summary>Runs a box that does one job and ends: <c>import</c> or <c>train</c>.</summary>
public sealed class OneShotBox(BoxLauncher launcher)
{
    private const int LongestProgress = 500;
    private const int LongestOutcome = 4 << 20;

    // 0: the job was done. 1: it was not, and the outcome says why. All else is a crash.
    private const int LastCodeWithOutcome = 1;

    /// <summary>Runs one job to its end. Cancellation kills the box.</summary>
    /// <param name="profile">The box.</param>
    /// <param name="job">What to do, one line of JSON on the box's standard input.</param>
    /// <param name="jobType">From <see cref="Protocol.ProtocolJson"/>.</param>
    /// <param name="outcomeType">From <see cref="Protocol.ProtocolJson"/>.</param>
    /// <param name="progress">Gets each line of the box's standard error.</param>
    /// <param name="cancellation">Kills the box.</param>
    /// <returns>What the last line of the box's standard output says; it is the box's word, to be checked before it is relied on.</returns>
    /// <exception cref="BoxFailedException">The box ended without an outcome.</exception>
    public async Task<TOutcome> RunAsync<TJob, TOutcome>(
        BoxProfile profile,
        TJob job,
        JsonTypeInfo<TJob> jobType,
        JsonTypeInfo<TOutcome> outcomeType,
        IProgress<string> progress,
        CancellationToken cancellation)
        where TOutcome : class
    {
        cancellation.ThrowIfCancellationRequested();
        await using var box = await launcher.StartAsync(profile);
        await using var kill = cancellation.Register(box.Kill);
        var relayed = RelayAsync(box.Error, progress);
        var lastLine = ReadLastAsync(box.Output);
        await WriteAsync(box.Input, JsonSerializer.Serialize(job, jobType));
        await Task.WhenAll(relayed, lastLine, box.Exited);
        cancellation.ThrowIfCancellationRequested();
        var exitCode = await box.Exited;
        return Parse(await lastLine, outcomeType) is { } outcome && exitCode is >= 0 and <= LastCodeWithOutcome
            ? outcome
            : throw new BoxFailedException(profile.Kind, exitCode);
    }

    private static async Task WriteAsync(StreamWriter input, string job)
    {
        try
        {
            await input.WriteLineAsync(job);
            input.Close();
        }
        catch (IOException)
        {
            // The box has ended before it read its job; its exit code tells the rest.
        }
    }

    private static async Task RelayAsync(StreamReader error, IProgress<string> progress)
    {
        await foreach (var (line, _) in BoundedLines.ReadAsync(error, LongestProgress)) progress.Report(line);
    }

    private static async Task<string> ReadLastAsync(StreamReader output)
    {
        var last = "";
        await foreach (var (line, cut) in BoundedLines.ReadAsync(output, LongestOutcome)) last = cut ? "" : line;
        return last;
    }

    private static TOutcome? Parse<TOutcome>(string line, JsonTypeInfo<TOutcome> type) where TOutcome : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Cli.Up;
using Sandbox.Protocol.Models;

namespace Gateway.Cli.Checks.Parts;

/// <summary>The commands that <c>dpg up</c> prints, pasted into a shell as they stand.</summary>
internal sealed class CommandsCheck : ICheck
{
    private const string Curl = "/usr/bin/curl";

    public string Name => "commands";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        if (Welcome.Commands(context.Place, context.Policies, context.Gateway.Address) is not var (dpg, curl)) return CheckResult.Skipped("not the demo city");
        var (code, printed) = await RunAsync(dpg, cancellation);
        CheckFailedException.Unless(code == 0 && printed.Length > 0, $"The dpg command that is printed exits with {code}.");
        if (!File.Exists(Curl)) return new CheckResult(new JsonObject { ["curl"] = false });
        (code, printed) = await RunAsync(curl, cancellation);
        CheckFailedException.Unless(code == 0, $"The curl command that is printed exits with {code}.");
        CheckFailedException.Unless(Score(printed) is >= ScoreScale.Minimum and <= ScoreScale.Maximum, "The curl command that is printed gets no score.");
        return new CheckResult(new JsonObject { ["curl"] = true });
    }

    private static async Task<(int Code, string Output)> RunAsync(string command, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var shell = Process.Start(start) ?? throw new CheckFailedException("bash did not start.");
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(cancellation), shell.StandardError.ReadToEndAsync(cancellation));
        await shell.WaitForExitAsync(cancellation);
        await errors;
        return (shell.ExitCode, await output);
    }

    private static int? Score(string body)
    {
        try
        {
            return (int?)JsonNode.Parse(body)?["scores"]?[0]?["score"];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

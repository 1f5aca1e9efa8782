using System.Diagnostics;
using Testing.Processes;

namespace EndToEnd.Tests.Cities;

/// <summary>The <c>dpg</c> command, as a person runs it.</summary>
internal static class Dpg
{
    /// <summary>Runs it; a failure shows what it printed.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var (code, output, errors) = await TryAsync(arguments);
        code.ShouldBe(0, $"dpg {string.Join(' ', arguments)}\n{output}\n{errors}");
        return output;
    }

    /// <summary>Runs it; its exit code, standard output and standard error.</summary>
    public static async Task<(int Code, string Output, string Errors)> TryAsync(params string[] arguments)
    {
        using var dpg = Start(arguments);
        var output = dpg.StandardOutput.ReadToEndAsync();
        var errors = dpg.StandardError.ReadToEndAsync();
        await dpg.WaitForExitAsync();
        return (dpg.ExitCode, await output, await errors);
    }

    /// <summary>Runs it until something is so, and kills it: no chance to tidy up.</summary>
    public static async Task KillWhenAsync(Func<bool> now, string what, params string[] arguments)
    {
        using var dpg = Start(arguments);
        var output = dpg.StandardOutput.ReadToEndAsync();
        var errors = dpg.StandardError.ReadToEndAsync();
        await Until.TrueAsync(() => Task.FromResult(now() || dpg.HasExited), TimeSpan.FromSeconds(60), what);
        dpg.HasExited.ShouldBeFalse($"dpg ended before {what}\n{(dpg.HasExited ? await output + await errors : "")}");
        dpg.Kill();
        await dpg.WaitForExitAsync();
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        start.ArgumentList.Add(Path.Combine(Repository.Output("Gateway.Cli"), "dpg.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }
}

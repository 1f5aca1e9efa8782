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
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        start.ArgumentList.Add(Path.Combine(Repository.Output("Gateway.Cli"), "dpg.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var dpg = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var output = dpg.StandardOutput.ReadToEndAsync();
        var errors = dpg.StandardError.ReadToEndAsync();
        await dpg.WaitForExitAsync();
        return (dpg.ExitCode, await output, await errors);
    }
}

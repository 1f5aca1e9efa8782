using System.Diagnostics;
using Testing.Processes;

namespace EndToEnd.Tests.Cities;

/// <summary>The <c>dpg</c> command, as a person runs it.</summary>
internal static class Dpg
{
    private static readonly Dictionary<string, string> Ours = [];

    /// <summary>Runs it; a failure shows what it printed.</summary>
    public static Task<string> RunAsync(params string[] arguments) => RunAsync(Ours, arguments);

    /// <summary>The same with more in its environment.</summary>
    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var (code, output, errors) = await TryAsync(environment, arguments);
        code.ShouldBe(0, $"dpg {string.Join(' ', arguments)}\n{output}\n{errors}");
        return output;
    }

    /// <summary>Runs it; its exit code, standard output and standard error.</summary>
    public static Task<(int Code, string Output, string Errors)> TryAsync(params string[] arguments) => TryAsync(Ours, arguments);

    /// <summary>The same with more in its environment.</summary>
    public static async Task<(int Code, string Output, string Errors)> TryAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var dpg = Start(environment, arguments);
        var output = dpg.StandardOutput.ReadToEndAsync();
        var errors = dpg.StandardError.ReadToEndAsync();
        await dpg.WaitForExitAsync();
        return (dpg.ExitCode, await output, await errors);
    }

    /// <summary>Runs it until something is so, and kills it: no chance to tidy up.</summary>
    public static async Task KillWhenAsync(Func<bool> now, string what, params string[] arguments)
    {
        using var dpg = Start(Ours, arguments);
        var output = dpg.StandardOutput.ReadToEndAsync();
        var errors = dpg.StandardError.ReadToEndAsync();
        await Until.TrueAsync(() => Task.FromResult(now() || dpg.HasExited), TimeSpan.FromSeconds(60), what);
        dpg.HasExited.ShouldBeFalse($"dpg ended before {what}\n{(dpg.HasExited ? await output + await errors : "")}");
        dpg.Kill();
        await dpg.WaitForExitAsync();
    }

    private static Process Start(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        start.ArgumentList.Add(Path.Combine(Repository.Output("Gateway.Cli"), "dpg.dll"));
        foreach (var (name, value) in environment) start.Environment[name] = value;
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }
}

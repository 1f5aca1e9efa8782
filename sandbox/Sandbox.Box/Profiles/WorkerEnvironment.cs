using System.Globalization;

namespace Sandbox.Box;

/// <summary>The whole environment of a worker.</summary>
internal static class WorkerEnvironment
{
    /// <summary>The variables, by name.</summary>
    public static IReadOnlyDictionary<string, string> For(BoxLimits limits) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["PATH"] = "/usr/bin",
        ["LANG"] = "C.UTF-8",
        ["TZ"] = "UTC",
        ["HOME"] = "/tmp",
        // No debugger or profiler attaches; the runtime opens no diagnostic socket.
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_GCHeapHardLimit"] = limits.HeapBytes.ToString("x", CultureInfo.InvariantCulture),
    };
}

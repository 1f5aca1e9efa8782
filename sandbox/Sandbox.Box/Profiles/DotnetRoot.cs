using System.Runtime.InteropServices;

namespace Sandbox.Box;

/// <summary>The .NET that this process runs on, which is also what its workers run on.</summary>
internal static class DotnetRoot
{
    /// <summary>The folder that holds <c>dotnet</c>, <c>host/</c> and <c>shared/</c>, wherever it was installed.</summary>
    /// <exception cref="BoxUnavailableException">This process brings a .NET of its own (self-contained), which workers cannot share.</exception>
    public static string Find()
    {
        // {root}/shared/Microsoft.NETCore.App/{version}/
        var runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());
        var root = Path.GetFullPath(Path.Combine(runtime, "..", "..", ".."));
        return File.Exists(Path.Combine(root, "dotnet"))
            ? root
            : throw new BoxUnavailableException(
                "No shared .NET runtime was found for the workers.", "publish framework-dependent and install the ASP.NET Core runtime");
    }
}

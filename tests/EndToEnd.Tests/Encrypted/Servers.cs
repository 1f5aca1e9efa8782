using System.Globalization;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>A gateway's workers, and what its processes hold of memory.</summary>
internal static class Servers
{
    /// <summary>The boxed .NET processes below a gateway, in order; a replaced one would have another id.</summary>
    public static int[] Workers(GatewayProcess gateway) =>
        [.. ProcessTree.Descendants(gateway.Id).Where(p => p.CommandLine.Contains("Sandbox.dll", StringComparison.Ordinal)).Select(p => p.Id).Order()];

    /// <summary>What a process holds now, in megabytes.</summary>
    public static long ResidentMegabytes(int pid) => Megabytes(pid, "VmRSS:");

    /// <summary>The most that it ever held.</summary>
    public static long PeakMegabytes(int pid) => Megabytes(pid, "VmHWM:");

    private static long Megabytes(int pid, string field)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}

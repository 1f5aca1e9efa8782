using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>Every byte that some processes read, wrote, sent or received, in order, as the kernel saw it: <c>strace</c> looks on.</summary>
internal sealed partial class WireRecording : IDisposable
{
    // Longer than any one call's buffer.
    private const string WholeBuffers = "67108864";

    private readonly string _file = Path.GetTempFileName();
    private readonly Process _strace;

    private WireRecording(IReadOnlyCollection<int> processes)
    {
        var start = new ProcessStartInfo("strace") { RedirectStandardError = true, UseShellExecute = false };
        string[] arguments =
        [
            "-f", "-xx", "-s", WholeBuffers, "-o", _file, "-e", "signal=none",
            "-e", "trace=read,write,readv,writev,pread64,pwrite64,preadv,pwritev,sendto,recvfrom,sendmsg,recvmsg,sendmmsg,recvmmsg",
            .. processes.SelectMany(pid => new[] { "-p", pid.ToString(CultureInfo.InvariantCulture) }),
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        _strace = Process.Start(start) ?? throw new InvalidOperationException("strace did not start.");
    }

    /// <summary>Begins to record; returns once every thread of every process is looked at.</summary>
    public static async Task<WireRecording> StartAsync(IReadOnlyCollection<int> processes)
    {
        var recording = new WireRecording(processes);
        await Until.TrueAsync(
            () => Task.FromResult(processes.All(pid => TracersOf(pid).All(tracer => tracer == recording._strace.Id))),
            TimeSpan.FromSeconds(20),
            "strace to look at every thread");
        return recording;
    }

    /// <summary>Ends, and returns what was recorded.</summary>
    public async Task<byte[]> EndAsync(CancellationToken cancellation)
    {
        using (var interrupt = Process.Start("kill", ["-INT", _strace.Id.ToString(CultureInfo.InvariantCulture)])) await interrupt.WaitForExitAsync(cancellation);
        await _strace.WaitForExitAsync(cancellation);
        using var bytes = new MemoryStream();
        foreach (var line in File.ReadLines(_file))
            foreach (var buffer in Buffers().EnumerateMatches(line)) bytes.Write(Decode(line.AsSpan(buffer.Index + 1, buffer.Length - 2)));
        return bytes.ToArray();
    }

    public void Dispose()
    {
        if (!_strace.HasExited) _strace.Kill();
        _strace.Dispose();
        File.Delete(_file);
    }

    // "\x61\x62…"
    [GeneratedRegex("\"(?:\\\\x[0-9a-f]{2})+\"", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Buffers();

    private static byte[] Decode(ReadOnlySpan<char> hex)
    {
        var bytes = new byte[hex.Length / 4];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = byte.Parse(hex.Slice((i * 4) + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return bytes;
    }

    private static IEnumerable<int> TracersOf(int pid) => Directory.EnumerateDirectories($"/proc/{pid}/task").Select(task =>
        int.Parse(
            File.ReadLines(Path.Combine(task, "status")).First(l => l.StartsWith("TracerPid:", StringComparison.Ordinal)).Split('\t')[1],
            CultureInfo.InvariantCulture));
}

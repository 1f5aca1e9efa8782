using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Probe;

/// <summary>Each attempt answers <c>ok …</c> when it got what it wanted, and the kind of failure when it did not.</summary>
internal static class Attempts
{
    private static readonly Dictionary<string, Func<string, Task<string>>> All = new(StringComparer.Ordinal)
    {
        ["dns"] = async host => $"{(await Dns.GetHostAddressesAsync(host)).Length} addresses",
        ["tcp"] = argument => TcpAsync(IPEndPoint.Parse(argument)),
        ["udp"] = argument => UdpAsync(IPEndPoint.Parse(argument)),
        ["unix"] = async path =>
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path.StartsWith('@') ? "\0" + path[1..] : path));
            return "connected";
        },
        ["read"] = async path => Directory.Exists(path)
            ? $"{Directory.GetFileSystemEntries(path).Length} entries"
            : $"{(await File.ReadAllBytesAsync(path)).Length} bytes",
        ["write"] = async path =>
        {
            await File.WriteAllTextAsync(path, "written");
            File.Delete(path);
            return "written";
        },
        ["child"] = async program =>
        {
            using var child = Process.Start(new ProcessStartInfo(program) { UseShellExecute = false })!;
            await child.WaitForExitAsync();
            return $"exit code {child.ExitCode}";
        },
        ["shell"] = command => Task.FromResult(Native.System(command) is 0 ? "ran" : throw new InvalidOperationException("did not run")),
        ["thread"] = async _ =>
        {
            var ran = new TaskCompletionSource();
            new Thread(ran.SetResult).Start();
            await ran.Task;
            return "ran";
        },
        ["syscall"] = arguments => Task.FromResult(Native.Call(Numbers(arguments))),
        ["memory"] = megabytes => Task.FromResult(Memory.Take(int.Parse(megabytes, CultureInfo.InvariantCulture))),
        ["heap"] = megabytes => Task.FromResult(Memory.TakeManaged(int.Parse(megabytes, CultureInfo.InvariantCulture))),
        ["fill"] = argument => Memory.FillAsync(argument),
        ["status"] = field => Task.FromResult(
            File.ReadLines("/proc/self/status").First(l => l.StartsWith(field + ":", StringComparison.Ordinal))[(field.Length + 1)..].Trim()),
        ["variables"] = _ => Task.FromResult(string.Join(
            ' ', Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal))),
        ["processes"] = _ => Task.FromResult(string.Join(
            ' ', Directory.EnumerateDirectories("/proc").Select(p => Path.GetFileName(p)).Where(n => int.TryParse(n, NumberStyles.None, null, out var _)).Order(StringComparer.Ordinal))),
        ["inherited"] = _ => Task.FromResult(string.Join(
            ' ', Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(d => new FileInfo(d).LinkTarget).Where(t => t?.StartsWith('/') is true).Select(t => t!.Split(' ')[0]))),
        ["hostname"] = _ => Task.FromResult(Environment.MachineName),
    };

    public static async Task<string> TryAsync(string name, string argument)
    {
        try
        {
            return "ok " + await All[name](argument);
        }
        catch (Exception e) when (e is not KeyNotFoundException)
        {
            return e is SocketException s ? $"failed {s.SocketErrorCode}" : $"failed {e.GetType().Name}";
        }
    }

    private static async Task<string> TcpAsync(IPEndPoint to)
    {
        using var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(to);
        return "connected";
    }

    private static async Task<string> UdpAsync(IPEndPoint to)
    {
        using var socket = new Socket(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        return $"{await socket.SendToAsync("probe"u8.ToArray(), to)} bytes";
    }

    private static long[] Numbers(string text) => [.. text.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture))];
}

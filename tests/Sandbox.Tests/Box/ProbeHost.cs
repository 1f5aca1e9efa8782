using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Sandbox.Box;
using Testing.Processes;

namespace Sandbox.Tests.Box;

/// <summary>
/// What there is to reach on this machine, and the same attempts made at it from inside a box and from outside. Every listener is real and open,
/// so that an attempt from outside succeeds: what fails inside fails because of the box.
/// </summary>
public sealed class ProbeHost : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("probe-");
    private readonly List<Socket> _listeners = [];
    private Socket? _datagrams;

    /// <summary>Answers by attempt, from inside the box.</summary>
    internal IReadOnlyDictionary<string, string> Inside { get; private set; } = new Dictionary<string, string>();

    /// <summary>Answers by attempt, from a plain process.</summary>
    internal IReadOnlyDictionary<string, string> Outside { get; private set; } = new Dictionary<string, string>();

    /// <summary>Datagrams and connections that arrived while the box ran.</summary>
    internal int Arrived { get; private set; }

    /// <summary>The same after the attempts from outside.</summary>
    internal int ArrivedFromOutside { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var data = _folder.CreateSubdirectory("data").FullName;
        var staging = _folder.CreateSubdirectory("staging").FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "rows"), "rows");
        var profile = ProbeRun.Profile(data, staging, ProbeRun.Limits);
        var attempts = Attempts();
        // A file that a native library left open for children, as this process's own engine does.
        using var rows = File.OpenHandle(Path.Combine(data, "rows"));
        using var left = new SafeFileHandle(Duplicate((int)rows.DangerousGetHandle()), ownsHandle: true);

        using var boxes = await BoxLauncher.OpenAsync(Isolation.Box, CancellationToken.None);
        Inside = await RunAsync(boxes, profile, attempts);
        Arrived = CountArrived();
        using var plain = await BoxLauncher.OpenAsync(Isolation.None, CancellationToken.None);
        Outside = await RunAsync(plain, profile, attempts);
        ArrivedFromOutside = CountArrived();
    }

    public ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners) listener.Dispose();
        _folder.Delete(recursive: true);
        return default;
    }

    [DllImport("libc", EntryPoint = "dup")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Duplicate(int descriptor);

    private Dictionary<string, Func<WorkerView, string>> Attempts()
    {
        var tcp = Listen(new IPEndPoint(IPAddress.Any, 0), SocketType.Stream, ProtocolType.Tcp);
        var port = ((IPEndPoint)tcp.LocalEndPoint!).Port;
        _datagrams = Listen(new IPEndPoint(IPAddress.Loopback, 0), SocketType.Dgram, ProtocolType.Udp);
        var path = Path.Combine(_folder.FullName, "s");
        Listen(new UnixDomainSocketEndPoint(path), SocketType.Stream, ProtocolType.Unspecified);
        var name = "probe-" + _folder.Name;
        Listen(new UnixDomainSocketEndPoint("\0" + name), SocketType.Stream, ProtocolType.Unspecified);
        return new(StringComparer.Ordinal)
        {
            ["dns"] = _ => "dns\tlocalhost",
            ["tcp-loopback"] = _ => $"tcp\t127.0.0.1:{port}",
            ["tcp-machine"] = _ => $"tcp\t{MachineAddress()}:{port}",
            ["udp"] = _ => $"udp\t{_datagrams.LocalEndPoint}",
            ["unix-path"] = _ => $"unix\t{path}",
            ["unix-abstract"] = _ => $"unix\t@{name}",
            ["read-users"] = _ => "read\t/etc/passwd",
            ["read-var"] = _ => "read\t/var",
            ["read-source"] = _ => $"read\t{Path.Combine(Repository.Root, "Gateway.sln")}",
            ["read-neighbour"] = _ => $"read\t{_folder.FullName}",
            ["write-data"] = v => $"write\t{v.Data}/new",
            ["child"] = _ => "child\t/usr/bin/true",
            ["shell"] = _ => "shell\ttrue",
            ["read-data"] = v => $"read\t{v.Data}/rows",
            ["write-staging"] = v => $"write\t{v.Staging}/new",
            ["write-scratch"] = _ => $"write\t/tmp/{_folder.Name}-new",
            ["thread"] = _ => "thread",
            // Numbers and arguments that get past argument checks, or to them, without a filter: ESRCH, EFAULT, EBADF, EINVAL or success.
            ["ptrace"] = _ => "syscall\t101 16 99999999",
            ["mount"] = _ => "syscall\t165 0 0 0 0 0",
            ["unshare"] = _ => "syscall\t272 0",
            ["setns"] = _ => "syscall\t308 -1 0",
            ["process_vm_readv"] = _ => "syscall\t310 0 0 0 0 0",
            ["personality"] = _ => "syscall\t135 4294967295",
            ["clone3"] = _ => "syscall\t435 0 0",
            ["socket-inet"] = _ => "syscall\t41 2 2 0",
            ["socket-netlink"] = _ => "syscall\t41 16 3 0",
            ["x32"] = _ => "syscall\t1073741863",
            ["uid"] = _ => "status\tUid",
            ["capabilities"] = _ => "status\tCapEff",
            ["bounding"] = _ => "status\tCapBnd",
            ["no-new-privileges"] = _ => "status\tNoNewPrivs",
            ["filter"] = _ => "status\tSeccomp",
            ["variables"] = _ => "variables",
            ["processes"] = _ => "processes",
            ["inherited"] = _ => "inherited",
            ["hostname"] = _ => "hostname",
        };
    }

    private static async Task<IReadOnlyDictionary<string, string>> RunAsync(
        BoxLauncher launcher, BoxProfile profile, Dictionary<string, Func<WorkerView, string>> attempts)
    {
        var view = profile.ViewUnder(launcher.Isolation);
        var answers = await ProbeRun.AttemptAsync(launcher, profile, attempts.Values.Select(a => a(view)));
        return attempts.Keys.Zip(answers).ToDictionary(a => a.First, a => a.Second, StringComparer.Ordinal);
    }

    private Socket Listen(EndPoint at, SocketType type, ProtocolType protocol)
    {
        var socket = new Socket(at.AddressFamily, type, protocol);
        _listeners.Add(socket);
        socket.Bind(at);
        if (type is SocketType.Stream) socket.Listen();
        return socket;
    }

    // A connection lies in its listener's queue, and a datagram in its socket's, until somebody takes it.
    private int CountArrived() => _listeners.Sum(listener =>
    {
        var count = 0;
        for (; listener.Poll(0, SelectMode.SelectRead); count++)
        {
            if (listener == _datagrams) listener.Receive(new byte[64]);
            else listener.Accept().Dispose();
        }
        return count;
    });

    private static IPAddress MachineAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily is AddressFamily.InterNetwork && !IPAddress.IsLoopback(a)) ?? IPAddress.Loopback;
}

using System.Diagnostics;
using System.Net.Sockets;
using Testing.Processes;

namespace Testing.Servers;

/// <summary>A Redis of a test's own, on a loopback port. It keeps nothing on disk.</summary>
public sealed class RedisProcess : IAsyncDisposable
{
    private readonly int _port;
    private Process? _process;

    private RedisProcess(int port) => _port = port;

    /// <summary>Its configuration, as <c>Stores:Redis</c> takes it.</summary>
    public string Configuration => $"127.0.0.1:{_port}";

    /// <summary>Starts one; or says why this machine cannot. In CI a machine that cannot is a failure.</summary>
    public static async Task<(RedisProcess? Server, string Missing)> TryStartAsync()
    {
        if (!File.Exists("/usr/bin/redis-server"))
        {
            const string missing = "redis-server is not installed";
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
                throw new FileNotFoundException($"{missing}, and CI=true wants it.");
            return (null, missing);
        }

        var server = new RedisProcess(Ports.Free());
        await server.StartAsync();
        return (server, "");
    }

    /// <summary>Starts it, empty, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("/usr/bin/redis-server") { WorkingDirectory = "/tmp", RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]) start.ArgumentList.Add(argument);
        _process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        _process.BeginOutputReadLine();
        await Until.TrueAsync(AnswersAsync, TimeSpan.FromSeconds(30), "redis-server to answer");
    }

    /// <summary>SIGKILL: it forgets everything.</summary>
    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Freezes it: connections stay, nothing answers.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>Ends <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("/bin/kill", [signal, $"{_process!.Id}"]);
        await kill.WaitForExitAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port);
            await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[7];
            await client.GetStream().ReadExactlyAsync(answer);
            return answer.AsSpan().SequenceEqual("+PONG\r\n"u8);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}

using System.Diagnostics;
using Testing.Processes;

namespace Testing.Servers;

/// <summary>
/// A PostgreSQL of a test's own, in a temporary folder, on a loopback port and on a unix socket. PostgreSQL does not run as root, so as root it is the user
/// <c>postgres</c>'s. What it writes survives its own crash, not the machine's: no test cuts the power.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly string _tools;
    private readonly int _port;

    private PostgresServer(string folder, string tools, int port) => (_folder, _tools, _port) = (folder, tools, port);

    /// <summary>The connection string of a database that is there from the start.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    /// <summary>The folder that the socket lies in, and nothing else.</summary>
    public string SocketFolder => Path.Combine(_folder, "socket");

    /// <summary>The same database, by the socket.</summary>
    public string SocketConnectionString => $"Host={SocketFolder};Port={_port};Username=postgres;Database=postgres";

    /// <summary>Makes a cluster and starts it; or says why this machine cannot. In CI a machine that cannot is a failure.</summary>
    public static async Task<(PostgresServer? Server, string Missing)> TryStartAsync()
    {
        if (FindTools() is not { } tools)
        {
            const string missing = "PostgreSQL is not installed";
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
                throw new FileNotFoundException($"{missing}, and CI=true wants it.");
            return (null, missing);
        }

        var folder = Directory.CreateTempSubdirectory("dpg-pg-").FullName;
        var server = new PostgresServer(folder, tools, Ports.Free());
        Directory.CreateDirectory(server.SocketFolder);
        if (IsRoot) await RunAsync("chown", "-R", "postgres:postgres", folder);

        // A box has no powers of root: its way to the socket is everybody's.
        await RunAsync("chmod", "755", folder, server.SocketFolder);
        await server.ToolAsync("initdb", "-D", Path.Combine(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync");
        await server.StartAsync();
        return (server, "");
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>.</summary>
    public Task StartAsync() => ToolAsync(
        "pg_ctl", "-D", Path.Combine(_folder, "data"), "-w", "-t", "60", "-l", Path.Combine(_folder, "log"),
        "-o", $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={SocketFolder} -c shared_buffers=32MB -c fsync=off -c full_page_writes=off", "start");

    /// <summary>Stops it at once, as a crash would.</summary>
    public Task StopAsync() => ToolAsync("pg_ctl", "-D", Path.Combine(_folder, "data"), "-m", "immediate", "-w", "stop");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(_folder, "data", "postmaster.pid"))) await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsRoot => string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    private Task ToolAsync(string tool, params string[] arguments)
    {
        var path = Path.Combine(_tools, tool);
        return IsRoot
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // pg_ctl leaves a server behind that keeps its streams: they go to nobody, so that nothing waits for them.
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with {process.ExitCode}.");
    }

    private static string? FindTools() => ((IEnumerable<string>)
        [
            .. Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")) : [],
            "/usr/local/bin", "/usr/bin",
        ]).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
}

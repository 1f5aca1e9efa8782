using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Platform;

/// <summary>A gateway as a child process. Disposing it stops it, and with it its workers.</summary>
internal sealed partial class RunningGateway : IAsyncDisposable
{
    private const int Terminate = 15;
    private const int KeptLines = 40;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly Process _process;
    private readonly Place _place;
    private readonly Session _session;
    private readonly ConcurrentQueue<string> _lines = new();

    private RunningGateway(Process process, Uri address, Place place, Session session) =>
        (_process, Address, _place, _session) = (process, address, place, session);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Ends when the gateway ends; its exit code.</summary>
    public async Task<int> ExitedAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Starts a gateway and waits until it serves.</summary>
    /// <param name="session">The session.</param>
    /// <param name="place">Where it works.</param>
    /// <param name="address">Where it shall listen.</param>
    /// <param name="plain">A further address for plain HTTP on loopback, or null.</param>
    /// <param name="more">More settings of the gateway.</param>
    /// <param name="show">True: it writes to this process's outputs. False: its last lines are kept for an error message.</param>
    /// <param name="cancellation">Stops it again.</param>
    /// <exception cref="CommandException">It ended, or did not become ready.</exception>
    public static async Task<RunningGateway> StartAsync(
        Session session, Place place, Uri address, string? plain, IReadOnlyList<string> more, bool show, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = !show, RedirectStandardError = !show };
        string[] arguments =
        [
            Path.Combine(place.GatewayFolder, "Gateway.dll"),
            $"--Gateway:State={place.Gateway}",
            $"--Gateway:Data={place.Data}",
            $"--Gateway:Policies={place.Policies}",
            $"--Gateway:Https={address.GetLeftPart(UriPartial.Authority)}",
            $"--Sandbox:Path={place.SandboxFolder}",
            $"--Sandbox:Isolation={place.Isolation.ToString().ToLowerInvariant()}",
            "--Logging:LogLevel:Default=Warning",
            // Probes fail until a worker is up; the gateway itself says what happens to its workers.
            "--Logging:LogLevel:Yarp=Error",
        ];
        foreach (var argument in arguments.Concat(more)) start.ArgumentList.Add(argument);
        if (plain is not null) start.ArgumentList.Add($"--Gateway:Http={plain}");
        var process = Process.Start(start) ?? throw new CommandException(session.Texts.NoDotnet);
        var gateway = new RunningGateway(process, address, place, session);
        try
        {
            if (!show) gateway.KeepLines();
            await gateway.ReadyAsync(cancellation);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>A plain HTTP client that trusts this gateway's authority and no other.</summary>
    public HttpClient Http()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(_place.Authority) },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Asks it to end, and ends it when it does not.</summary>
    public async Task StopAsync()
    {
        if (_process.HasExited) return;
        _ = Signal(_process.Id, Terminate);
        using var limit = new CancellationTokenSource(StopLimit, _session.Time);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private async Task ReadyAsync(CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(StartLimit, _session.Time);
        while (!await IsReadyAsync(cancellation))
        {
            if (_process.HasExited) throw new CommandException(_session.Texts.GatewayEnded(_process.ExitCode, [.. _lines]));
            if (limit.IsCancellationRequested) throw new CommandException(_session.Texts.GatewayNotReady(Address, [.. _lines]));
            await Task.Delay(Pause, _session.Time, cancellation);
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellation)
    {
        // The authority is there once the gateway has made it; what answers before that under the address is another program.
        if (!File.Exists(_place.Authority)) return false;
        try
        {
            using var http = Http();
            using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void KeepLines()
    {
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _lines.Enqueue(line);
        if (_lines.Count > KeptLines) _lines.TryDequeue(out _);
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Signal(int pid, int signal);
}

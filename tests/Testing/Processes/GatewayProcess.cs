using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;

namespace Testing.Processes;

/// <summary>A gateway in a process of its own, with its boxed workers.</summary>
public sealed partial class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly string _state;
    private readonly ConcurrentQueue<string> _output = new();

    private GatewayProcess(Process process, Uri address, string state)
    {
        _state = state;
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>What it printed, for a failing test's message.</summary>
    public string Output => string.Join(Environment.NewLine, _output.TakeLast(200));

    /// <summary>Starts a gateway and waits until it is ready.</summary>
    /// <param name="address">An <c>http://127.0.0.1:…</c> or <c>https://…</c> address to listen on.</param>
    /// <param name="settings">Configuration, such as <c>Gateway:Data</c> → a folder; <c>Gateway:State</c> must be among it.</param>
    public static async Task<GatewayProcess> StartAsync(Uri address, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(Repository.Output("Gateway"), "Gateway.dll"));
        var plain = string.Equals(address.Scheme, "http", StringComparison.Ordinal);
        start.ArgumentList.Add(plain ? $"--Gateway:Http={address}" : $"--Gateway:Https={address}");
        if (plain) start.ArgumentList.Add($"--Gateway:Https=https://127.0.0.1:{Ports.Free()}");
        foreach (var (key, value) in settings) start.ArgumentList.Add($"--{key}={value}");
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        var gateway = new GatewayProcess(process, address, settings["Gateway:State"]);
        process.OutputDataReceived += (_, line) => gateway.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => gateway.Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await gateway.ReadyAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until <c>/health/ready</c> says 200.</summary>
    public async Task ReadyAsync()
    {
        await Until.TrueAsync(
            async () =>
            {
                if (_process.HasExited) throw new InvalidOperationException($"The gateway exited with {_process.ExitCode}:\n{Output}");
                try
                {
                    using var http = Client();
                    using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                    return response.IsSuccessStatusCode;
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
                {
                    return false;
                }
            },
            StartLimit,
            $"/health/ready. The gateway printed:\n{Output}");
    }

    /// <summary>A client that trusts the gateway's own certificate authority and nothing else.</summary>
    public HttpClient Client()
    {
        var handler = new SocketsHttpHandler();
        var ca = Path.Combine(_state, "tls", "ca.pem");
        if (File.Exists(ca))
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(ca) },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        return new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _ = Terminate(_process.Id, 15);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Terminate(int pid, int signal);

    private void Keep(string? line)
    {
        if (line is null) return;
        _output.Enqueue(line);
        if (_output.Count > 2000) _output.TryDequeue(out _);
    }
}

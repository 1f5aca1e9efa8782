using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Workers;
using Testing.Processes;

namespace Benchmarks.Proxy;

/// <summary>Bare YARP and a stand-in worker behind it, each in a process of its own.</summary>
internal sealed class BarePath : IAsyncDisposable
{
    private readonly Process _worker;
    private readonly Process _proxy;

    private BarePath(Process worker, Process proxy, Uri address)
    {
        _worker = worker;
        _proxy = proxy;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<BarePath> StartAsync(string folder)
    {
        var socket = System.IO.Path.Combine(folder, "bare.sock");
        var worker = Start(System.IO.Path.Combine(Repository.Output("StandIn"), "Sandbox.dll"), "serve");
        var start = new WorkerStart(
            WorkerKind.Scores,
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PermitKey.BootIdSize)),
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(PermitKey.Size)),
            socket,
            folder);
        await worker.StandardInput.WriteLineAsync(JsonSerializer.Serialize(start, ProtocolJson.Default.WorkerStart));
        await worker.StandardInput.FlushAsync();

        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var proxy = Start(typeof(BarePath).Assembly.Location, "bare-proxy", address.ToString(), socket);
        var path = new BarePath(worker, proxy, address);
        using var http = new HttpClient();
        await Until.TrueAsync(() => path.AnswersAsync(http), TimeSpan.FromSeconds(30), "bare YARP to answer");
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (Process[])[_proxy, _worker])
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, UseShellExecute = false };
        start.Environment["DOTNET_gcServer"] = "1"; // As in the gateway.
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        try
        {
            using var content = new StringContent("{}");
            using var response = await http.PostAsync(new Uri(Address, "/v1/products/x/scores"), content);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

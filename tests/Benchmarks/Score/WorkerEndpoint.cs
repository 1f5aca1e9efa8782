using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Workers;
using Testing.Processes;

namespace Benchmarks.Score;

/// <summary>A worker in a process of its own, spoken to as the gateway does: h2c over its unix socket, a fresh permit for each job.</summary>
internal sealed class WorkerEndpoint : IScoreEndpoint
{
    private readonly Process _process;
    private readonly HttpClient _client;
    private readonly PermitKey _key;
    private readonly byte[] _bootId;

    private WorkerEndpoint(Process process, string socket, byte[] key, byte[] bootId)
    {
        _process = process;
        _key = new PermitKey(key);
        _bootId = bootId;
        _client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, cancellation) => ConnectAsync(socket, cancellation) })
        {
            BaseAddress = new Uri("http://worker"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>Starts a worker on a data folder; returns when it is ready, and tells how long that took.</summary>
    public static async Task<(WorkerEndpoint Endpoint, TimeSpan Ready)> StartAsync(string data)
    {
        var (key, bootId, socket) = (RandomNumberGenerator.GetBytes(PermitKey.Size), RandomNumberGenerator.GetBytes(PermitKey.BootIdSize), Path.Combine(data, "s"));
        var start = new WorkerStart(WorkerKind.Scores, Convert.ToHexStringLower(bootId), Convert.ToBase64String(key), socket, data);
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(Repository.Output("Sandbox"), "Sandbox.dll"), "serve"])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        }) ?? throw new InvalidOperationException("The worker did not start.");
        var endpoint = new WorkerEndpoint(process, socket, key, bootId);
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(start, ProtocolJson.Default.WorkerStart));
        await process.StandardInput.FlushAsync();
        await Until.TrueAsync(endpoint.IsHealthyAsync, TimeSpan.FromSeconds(30), "a healthy worker");
        return (endpoint, Stopwatch.GetElapsedTime(started));
    }

    public async Task<byte[]> ScoreAsync(ScoreJob request)
    {
        var job = JsonSerializer.SerializeToUtf8Bytes(request, ProtocolJson.Default.ScoreJob);
        Span<byte> nonce = stackalloc byte[16];
        RandomNumberGenerator.Fill(nonce);
        var permit = new Permit(
            WorkerKind.Scores, _bootId, System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(nonce),
            TimeProvider.System.GetUtcNow().AddSeconds(10), SHA256.HashData(job));
        using var message = new HttpRequestMessage(HttpMethod.Post, WorkerPaths.Jobs)
        {
            Content = new ByteArrayContent(job), Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        message.Headers.TryAddWithoutValidation(Permit.Header, _key.Seal(permit));
        using var response = await _client.SendAsync(message);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
    }

    private async Task<bool> IsHealthyAsync()
    {
        try
        {
            using var response = await _client.GetAsync(WorkerPaths.Health);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

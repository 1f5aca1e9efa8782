using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Workers;
using Sandbox.Serving;
using Sandbox.Tests.Protocol;

namespace Sandbox.Tests.Serving;

/// <summary>The worker as the gateway has it, in this process: told who it is on its input, spoken to over its socket.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wk-");
    private readonly Pipe _input = new();
    private readonly HttpClient _client;
    private readonly string _socket;
    private int _nonce;

    private readonly WorkerKind _kind;

    private RunningWorker(WorkerKind kind)
    {
        _kind = kind;
        _socket = Path.Combine(_folder.FullName, "s");
        _client = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync })
        {
            BaseAddress = new Uri("http://worker"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    /// <summary>The worker's exit code, once it has stopped.</summary>
    public Task<int> Exit { get; private set; } = Task.FromResult(-1);

    public static async Task<RunningWorker> StartAsync(string data, WorkerKind kind = WorkerKind.Scores)
    {
        var worker = new RunningWorker(kind);
        var start = new WorkerStart(
            kind, Convert.ToHexStringLower(SealedValues.BootId), Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]),
            worker._socket, data);
        await worker._input.Writer.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(start, ProtocolJson.Default.WorkerStart), (byte)'\n']);
        worker.Exit = Task.Run(() => ServeCommand.RunAsync(new StreamReader(worker._input.Reader.AsStream()), TextWriter.Null, CancellationToken.None));
        await Testing.Processes.Until.TrueAsync(worker.IsHealthyAsync, TimeSpan.FromSeconds(30), "a healthy worker");
        return worker;
    }

    public string Permit(byte[] job) => SealedValues.Key.Seal(SealedValues.Permit(
        TimeProvider.System.GetUtcNow().AddSeconds(30), job, (UInt128)(uint)Interlocked.Increment(ref _nonce), _kind));

    public Task<HttpResponseMessage> SendAsync(byte[] job) => SendAsync(job, Permit(job));

    public async Task<HttpResponseMessage> SendAsync(byte[] job, string? permit, string path = WorkerPaths.Jobs)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(job) };
        if (permit is not null) request.Headers.TryAddWithoutValidation(Sandbox.Protocol.Permits.Permit.Header, permit);
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return await _client.SendAsync(request);
    }

    /// <summary>What the worker signs of its count.</summary>
    public async Task<WorkerStatement> TallyAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await _client.SendAsync(request);
        return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(), ProtocolJson.Default.WorkerStatement)!;
    }

    /// <summary>Ends the worker's standard input, as the death of the gateway does.</summary>
    public async Task EndInputAsync() => await _input.Writer.CompleteAsync();

    public async ValueTask DisposeAsync()
    {
        await EndInputAsync();
        await Exit;
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> IsHealthyAsync()
    {
        try
        {
            using var response = await _client.GetAsync(WorkerPaths.Health);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

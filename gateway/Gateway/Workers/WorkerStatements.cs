using System.Net;
using System.Text.Json;
using Gateway.Audit.Completeness;
using Sandbox.Protocol;
using Sandbox.Protocol.Workers;

namespace Gateway.Workers;

/// <summary>Asks one start of a worker, over its socket, what it signs of the answers that it has given. The first key that it shows is its key.</summary>
internal sealed class WorkerStatements : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly string _boot;
    private readonly HttpClient _http;
    private string? _key;

    public WorkerStatements(RunningWorker worker, string instance)
    {
        _boot = Convert.ToHexStringLower(worker.Worker.BootId.Span);
        var handler = new SocketsHttpHandler { UseProxy = false, ConnectCallback = (_, cancellation) => WorkerConnection.OpenAsync(worker.Socket, cancellation) };
        _http = new HttpClient(handler)
        {
            BaseAddress = new Uri($"http://{instance}/"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Patience,
        };
    }

    /// <summary>The count as it stands; null when the worker does not answer, or says what its key has not signed.</summary>
    public Task<WorkerStatement?> TallyAsync(CancellationToken cancellation) => AskAsync(HttpMethod.Get, WorkerPaths.Tally, ended: false, cancellation);

    /// <summary>The last count; the worker answers no job after it.</summary>
    public Task<WorkerStatement?> EndAsync(CancellationToken cancellation) => AskAsync(HttpMethod.Post, WorkerPaths.End, ended: true, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<WorkerStatement?> AskAsync(HttpMethod method, string path, bool ended, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Version = _http.DefaultRequestVersion, VersionPolicy = _http.DefaultVersionPolicy };
            using var response = await _http.SendAsync(request, cancellation);
            if (!response.IsSuccessStatusCode) return null;
            var statement = JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellation), ProtocolJson.Default.WorkerStatement);
            if (statement is null || statement.Boot != _boot || statement.Ended != ended || !Holds(statement)) return null;
            return string.Equals(_key ??= statement.Key, statement.Key, StringComparison.Ordinal) ? statement : null;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }

    private static bool Holds(WorkerStatement statement)
    {
        using var key = WorkerProof.ReadKey(statement.Key);
        return key is not null && WorkerProof.Verify(key, statement.Boot, statement.Jobs, statement.Link, statement.Ended, statement.Signature);
    }
}

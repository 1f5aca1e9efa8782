using System.Collections.Concurrent;
using Gateway.Audit;
using Gateway.Hosting;
using Gateway.Operations;
using Gateway.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sandbox.Protocol.Workers;
using Testing.Processes;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Gateway.Tests.Workers;

/// <summary>The supervisor, YARP and real workers in real boxes, without the rest of the path of a query.</summary>
internal sealed class WorkerFarm : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo _state;
    private readonly WebApplication _app;

    private WorkerFarm(DirectoryInfo state, WebApplication app, RememberingLog log)
    {
        (_state, _app, Log) = (state, app, log);
        Client = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public HttpClient Client { get; }

    public RememberingLog Log { get; }

    public WorkerTable Table => _app.Services.GetRequiredService<WorkerTable>();

    public static async Task<WorkerFarm> StartAsync(int workers, string isolation = "box")
    {
        var state = Directory.CreateTempSubdirectory("farm-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Gateway:State"] = state.FullName,
            ["Gateway:Data"] = state.CreateSubdirectory("data").FullName,
            ["Sandbox:Path"] = Repository.Output("StandIn"),
            ["Sandbox:Workers"] = $"{workers}",
            ["Sandbox:Isolation"] = isolation,
        });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var log = new RememberingLog();
        builder.Services.AddOptions<GatewayOptions>().Bind(builder.Configuration.GetSection("Gateway"));
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IAccessLog>(log).AddMetrics();
        builder.Services.AddSingleton<OperationTable>().AddSingleton<IOperation>(StubOperation.Scores);
        builder.Services.AddWorkers(builder.Configuration).AddWorkerProxy();
        var app = builder.Build();
        app.MapReverseProxy();
        await app.StartAsync();
        return new WorkerFarm(state, app, log);
    }

    /// <summary>Waits until every instance is ready and YARP sends jobs to it.</summary>
    public Task ReadyAsync() => Until.TrueAsync(
        () => Task.FromResult(Table.Slots.All(s => s.Running is not null && Available(s.Instance))), Patience, "all workers ready");

    public bool Available(string instance)
    {
        _app.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster(WorkerProxyConfig.ClusterOf(WorkerKind.Scores), out var cluster).ShouldBeTrue();
        return cluster!.DestinationsState.AvailableDestinations.Any(d => d.DestinationId == instance);
    }

    public DestinationHealth Health(string instance)
    {
        _app.Services.GetRequiredService<IProxyStateLookup>().TryGetCluster(WorkerProxyConfig.ClusterOf(WorkerKind.Scores), out var cluster).ShouldBeTrue();
        return cluster!.Destinations[instance].Health.Active;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _state.Delete(recursive: true);
    }
}

/// <summary>An access log that remembers, and can be made to fail.</summary>
internal sealed class RememberingLog : IAccessLog
{
    private readonly ConcurrentQueue<LogEntry> _entries = new();

    public string Origin => "test";

    public byte[] QueryNonce(ReadOnlySpan<byte> resultHash) => System.Security.Cryptography.SHA256.HashData(resultHash);

    public bool Fails { get; set; }

    public IEnumerable<EventEntry> Events => _entries.OfType<EventEntry>();

    public ValueTask<LogPosition> AppendAsync(LogEntry entry, IReadOnlyList<string> subjects, CancellationToken cancellation)
    {
        if (Fails) throw new LogUnavailableException("full");
        _entries.Enqueue(entry);
        return new(new LogPosition(_entries.Count - 1));
    }
}

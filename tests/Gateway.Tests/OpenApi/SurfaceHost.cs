using Gateway.Admin;
using Gateway.Alerts;
using Gateway.Answers;
using Gateway.Audit;
using Gateway.Catalogue;
using Gateway.Contracts;
using Gateway.Encrypted;
using Gateway.Health;
using Gateway.Hosting;
using Gateway.Identity;
using Gateway.Identity.Authorization;
using Gateway.Identity.Tokens;
using Gateway.LogTiles;
using Gateway.Metrics;
using Gateway.OpenApi;
using Gateway.Oversight;
using Gateway.Problems;
using Gateway.Receipts;
using Gateway.Record;
using Gateway.Stores;
using Gateway.Witnesses;
using Gateway.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Testing.Processes;

namespace Gateway.Tests.OpenApi;

/// <summary>
/// The surface beside the path of a query, over the shipped policies and stores that work: a client's token is its name.
/// </summary>
internal sealed class SurfaceHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private SurfaceHost(WebApplication app, FakeTimeProvider time, FakeDependencies dependencies, string data)
    {
        _app = app;
        Dependencies = dependencies;
        Time = time;
        _folder = data;
        Client = app.GetTestClient();
    }

    public HttpClient Client { get; }

    public FakeTimeProvider Time { get; }

    public FakeDependencies Dependencies { get; }

    /// <summary>The data folder: empty.</summary>
    public string Data => Path.Combine(_folder, "data");

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a host.</summary>
    /// <param name="now">The time it is: 2026-11-24 10:00 in Shanghai unless told. Timers of seconds run, so it cannot be set far ahead later.</param>
    /// <param name="configure">More services.</param>
    /// <param name="settings">Configuration.</param>
    public static async Task<SurfaceHost> StartAsync(
        DateTimeOffset? now = null, Action<WebApplicationBuilder>? configure = null, params IEnumerable<(string Key, string Value)> settings)
    {
        var data = Directory.CreateTempSubdirectory("gateway-surface-").FullName;
        Directory.CreateDirectory(Path.Combine(data, "data"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Gateway:Data"] = Path.Combine(data, "data"),
            ["Gateway:State"] = Path.Combine(data, "state"),
            ["Gateway:Policies"] = Path.Combine(Repository.Root, "policies"),
        });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value, StringComparer.Ordinal));
        var time = new FakeTimeProvider(now ?? new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero));
        var dependencies = new FakeDependencies();
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(time);
        services.AddOptions<GatewayOptions>().Bind(builder.Configuration.GetSection("Gateway"));
        services.AddStores(builder.Configuration).AddContracts(builder.Configuration);
        services.AddSingleton<PublishedTables>().AddHostedService(s => s.GetRequiredService<PublishedTables>());
        services.AddSingleton<ITokenValidator, NamedClients>();
        services.AddRolePolicies();
        services.AddSingleton<IAnswerStore>(dependencies).AddSingleton<IAccessLog>(dependencies).AddKeyedSingleton<IAccessLog>(AccessLogServiceCollectionExtensions.Events, dependencies).AddSingleton<IPublishedLog>(dependencies).AddSingleton<IIssuer>(dependencies);
        services.AddSingleton<AccessLogListener>().AddSingleton<RefusalAllowance>();
        services.AddWitnesses(builder.Configuration);
        services.AddOversight();
        services.AddAlerts(builder.Configuration);
        services.AddProblems();
        services.AddGatewayMetrics(builder.Configuration);
        services.AddGatewayHealth();
        services.AddGatewayOpenApi();
        services.AddContractEndpoints();
        services.AddEncryptedScores();
        services.AddOptions<WorkerOptions>().Configure(o => o.Path = Repository.Output("Sandbox"));
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseProblems();
        app.UseAuthorization();
        app.MapGatewayHealth();
        app.MapGatewayMetrics();
        app.MapGatewayOpenApi();
        app.MapContracts();
        app.MapContractAdministration();
        app.MapReceipts();
        app.MapLogTiles();
        app.MapAudit();
        app.MapAlerts();
        app.MapEncryptedScores();
        app.MapGet("/fails", IResult () => throw new InvalidOperationException("a secret of ours")).ExcludeFromDescription();
        app.Services.GetRequiredService<AccessLogListener>().Available(0);
        await app.StartAsync();
        return new SurfaceHost(app, time, dependencies, data);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? client = null, params IEnumerable<(string Name, string Value)> headers) =>
        SendAsync(HttpMethod.Get, path, client, headers);

    /// <summary>Posts a document; null posts nothing.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, string? client, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (client is not null) request.Headers.Add("Authorization", $"Bearer {client}");
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, type);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? client = null, params IEnumerable<(string Name, string Value)> headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (client is not null) request.Headers.Add("Authorization", $"Bearer {client}");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Tokens that are their client's name. A provider's owns the shipped housing fund, <c>provider-other</c>'s something else.</summary>
    private sealed class NamedClients : ITokenValidator
    {
        public ValueTask<Caller?> ValidateAsync(string? authorization, CancellationToken cancellation) =>
            new(authorization?.StartsWith("Bearer ", StringComparison.Ordinal) == true
                ? Of(authorization[7..])
                : null);

        private static Caller Of(string name) => RoleOf(name) is var role && role is Role.Provider
            ? new Caller(name, role, name == "provider-other" ? "somebody else" : "住房公积金管理中心")
            : new Caller(name, role);

        private static Role RoleOf(string name) => name.Split('-')[0] switch
        {
            "regulator" => Role.Regulator,
            "author" => Role.ContractAuthor,
            "approver" => Role.ContractApprover,
            "platform" => Role.PlatformAdmin,
            "provider" => Role.Provider,
            _ => Role.Consumer,
        };
    }
}

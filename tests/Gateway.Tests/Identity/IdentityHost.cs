using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Gateway.Admin;
using Gateway.Audit;
using Gateway.Identity;
using Gateway.Problems;
using Gateway.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Testing.Identity;

namespace Gateway.Tests.Identity;

/// <summary>Identity, TLS and client administration alone, on real sockets, with a clock of the test's.</summary>
internal sealed class IdentityHost : IAsyncDisposable
{
    public const string Issuer = "https://gateway.test/";
    private readonly bool _ownsState;

    private IdentityHost(WebApplication app, string state, bool ownsState, FakeTimeProvider time, RecordingLog log)
    {
        (App, State, _ownsState, Time, Log) = (app, state, ownsState, time, log);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.First(a => a.StartsWith("https:", StringComparison.Ordinal)));
        Http = CreateClient(Path.Combine(state, "tls", "ca.pem"), Address);
    }

    public WebApplication App { get; }

    public string State { get; }

    public FakeTimeProvider Time { get; }

    public RecordingLog Log { get; }

    public Uri Address { get; }

    /// <summary>Trusts the gateway's own authority and nobody else.</summary>
    public HttpClient Http { get; }

    public ITokenValidator Tokens => App.Services.GetRequiredService<ITokenValidator>();

    public static async Task<IdentityHost> StartAsync(
        IEnumerable<TestClient>? clients = null, string? state = null, FakeTimeProvider? time = null,
        Action<IDictionary<string, string?>>? settings = null, bool keepState = false)
    {
        var ownsState = state is null && !keepState;
        state ??= Directory.CreateTempSubdirectory("dpg-identity-").FullName;
        if (clients is not null)
            await File.WriteAllTextAsync(Path.Combine(state, "clients.json"), new JsonArray([.. clients.Select(c => c.Registration())]).ToJsonString());
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Gateway:State"] = state,
            ["Gateway:Https"] = "https://127.0.0.1:0",
            ["Identity:Issuer"] = Issuer,
        };
        settings?.Invoke(values);
        time ??= new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_795_000_000));
        var log = new RecordingLog();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(values);
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<IAccessLog>(log);
        builder.Services.AddProblems();
        builder.AddTls();
        builder.Services.AddIdentity(builder.Configuration);
        var app = builder.Build();
        app.UseProblems();
        app.UseAuthorization();
        app.MapIdentity();
        app.MapClientAdministration();
        foreach (var role in RoleNames.All)
            app.MapGet($"/for/{role}", (HttpContext http) => TypedResults.Text(http.User.Identity!.Name)).RequireAuthorization(role);
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new IdentityHost(app, state, ownsState, time, log);
    }

    /// <summary>A client that trusts the authorities of one PEM file only.</summary>
    public static HttpClient CreateClient(string caFile, Uri address)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        policy.VerificationTimeIgnored = false;
        policy.VerificationTime = X509CertificateLoader.LoadCertificateFromFile(caFile).NotBefore.AddHours(1);
        return new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } })
        {
            BaseAddress = address,
            DefaultRequestVersion = HttpVersion.Version20,
        };
    }

    public Task<string> TokenAsync(TestClient client) =>
        Http.TokenAsync(client, Issuer, Time.GetUtcNow(), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> PostAssertionAsync(string assertion, params (string, string)[] more) =>
        Http.PostAssertionAsync(assertion, TestContext.Current.CancellationToken, more);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content, Version = HttpVersion.Version20 };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token) => SendAsync(HttpMethod.Get, path, token);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await App.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (_ownsState)
            Directory.Delete(State, recursive: true);
    }
}

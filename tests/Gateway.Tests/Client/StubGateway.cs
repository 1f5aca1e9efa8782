using System.Security.Cryptography;
using Gateway.Client;
using Gateway.Client.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Client;

/// <summary>A gateway as the client library sees it, whose answers a test decides.</summary>
internal sealed class StubGateway : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubGateway(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <summary>What the token endpoint was sent.</summary>
    public List<IFormCollection> TokenRequests { get; } = [];

    /// <summary>Seconds that a token lives.</summary>
    public int TokenLife { get; set; } = 600;

    /// <summary>Idempotency key and body of each call of the API.</summary>
    public List<(string Key, string Token, string Body)> Calls { get; } = [];

    /// <summary>Answers the API's call of a number, from 1.</summary>
    public Func<HttpContext, int, Task> Answer { get; set; } = (http, _) => SendAsync(http, Body);

    public const string Body = """{"product":"p","model":"m","dataVersion":"v","scores":[{"subject":"A1","score":612,"band":"C","reasons":["income"]}]}""";

    public static async Task<StubGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new StubGateway(builder.Build());
        stub._app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = "https://issuer.test", token_endpoint = new Uri(stub.Address, "/connect/token") }));
        stub._app.MapPost("/connect/token", async (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync();
            stub.TokenRequests.Add(form);
            return Results.Json(new { access_token = $"token-{stub.TokenRequests.Count}", token_type = "Bearer", expires_in = stub.TokenLife });
        });
        stub._app.MapFallback(stub.HandleAsync);
        await stub._app.StartAsync();
        stub.Address = new Uri(stub._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return stub;
    }

    /// <summary>A client of this stub that does not wait between tries.</summary>
    public GatewayClient Client(TimeProvider? time = null, int attempts = 4) => new(
        ClientKeyFile.Generate(Address, "bank-ccb", "consumer", ca: null),
        new GatewayClientOptions { BaseDelay = TimeSpan.Zero, MaxAttempts = attempts, Time = time ?? TimeProvider.System });

    /// <summary>A client of this stub whose tokens come from another.</summary>
    public GatewayClient ClientWithTokensOf(StubGateway provider) =>
        new(ClientKeyFile.Generate(Address, "bank-ccb", "consumer", ca: null).WithAuthority(provider.Address), new GatewayClientOptions());

    /// <summary>An answer with receipt and digest, as the gateway sends it.</summary>
    public static Task SendAsync(HttpContext http, string body, string? digestOf = null, string? receipt = null)
    {
        var hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(digestOf ?? body));
        http.Response.ContentType = "application/json";
        http.Response.Headers["Content-Digest"] = $"sha-256=:{Convert.ToBase64String(hash)}:";
        http.Response.Headers["Receipt"] = receipt
            ?? $"index=42, nonce=:{Convert.ToBase64String(new byte[32])}:, contract=:{Convert.ToBase64String(hash)}:, origin=\"gateway.local\"";
        return http.Response.WriteAsync(body);
    }

    /// <summary>JSON, with nothing that proves it.</summary>
    public static Task JsonAsync(HttpContext http, string body)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body);
    }

    /// <summary>A problem as the gateway renders it.</summary>
    public static Task RefuseAsync(HttpContext http, int status, string code, int? retryAfter = null)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        if (retryAfter is not null) http.Response.Headers.RetryAfter = retryAfter.ToString();
        return http.Response.WriteAsync(
            $$"""{"type":"/problems/{{code}}","title":"Title","status":{{status}},"detail":"First.","code":"{{code}}","reasons":[{"code":"{{code}}","detail":"First."},{"code":"other","detail":"Second."}],"traceId":"t1"}""");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Calls.Add((http.Request.Headers["Idempotency-Key"].ToString(), http.Request.Headers.Authorization.ToString(), body));
        await Answer(http, Calls.Count);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Identity;
using Gateway.Stores;
using Testing.Identity;

namespace Gateway.Tests.Identity;

/// <summary>An external OpenID provider: another gateway's embedded server, by its discovery address, over TLS.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private readonly TestClient _client = new("bank-ccb", "consumer");
    private readonly TestClient _owner = new("fund-centre", "provider", "住房公积金管理中心");
    private IdentityHost _provider = null!;
    private Uri _authority = null!;

    public async ValueTask InitializeAsync()
    {
        var port = Testing.Processes.Ports.Free();
        _authority = new Uri($"https://127.0.0.1:{port}/");
        _provider = await IdentityHost.StartAsync([_client, _owner], time: new(TimeProvider.System.GetUtcNow()), settings: s =>
        {
            s["Gateway:Https"] = _authority.AbsoluteUri.TrimEnd('/');
            s["Identity:Issuer"] = null;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        _client.Dispose();
        _owner.Dispose();
    }

    [Fact]
    public async Task Token_OfTheProvider_IsTheCaller()
    {
        await using var gateway = await StartGatewayAsync();

        (await ValidateAsync(gateway, await TokenAsync())).ShouldBe(new Caller("bank-ccb", Role.Consumer));
    }

    [Fact]
    public async Task Token_OfTheProvider_OpensItsRoleAndNoOther()
    {
        await using var gateway = await StartGatewayAsync();
        var token = await TokenAsync();

        (await gateway.GetAsync("/for/consumer", token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.GetAsync("/for/platform-admin", token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Token_OfAnotherIssuer_IsRefused()
    {
        await using var gateway = await StartGatewayAsync();
        await using var stranger = await IdentityHost.StartAsync([_client]);

        (await ValidateAsync(gateway, await stranger.TokenAsync(_client))).ShouldBeNull();
    }

    [Fact]
    public async Task Token_WithoutTheConfiguredClaims_IsRefused()
    {
        await using var gateway = await StartGatewayAsync(s => s["Identity:RoleClaim"] = "realm_role");

        (await ValidateAsync(gateway, await TokenAsync())).ShouldBeNull();
    }

    [Fact]
    public async Task Token_OfWhoOwnsDatasets_IsACallerOnlyWithItsName()
    {
        await using var gateway = await StartGatewayAsync();
        (await ValidateAsync(gateway, await TokenAsync(_owner))).ShouldBe(new Caller("fund-centre", Role.Provider, "住房公积金管理中心"));

        await using var nameless = await StartGatewayAsync(s => s["Identity:ProviderClaim"] = "organisation");
        (await ValidateAsync(nameless, await TokenAsync(_owner))).ShouldBeNull();
    }

    [Fact]
    public async Task Token_ExpiredBeyondTheSkew_IsRefused()
    {
        await using var gateway = await StartGatewayAsync();
        var token = await TokenAsync();
        (await ValidateAsync(gateway, token)).ShouldNotBeNull();

        gateway.Time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(31));

        (await ValidateAsync(gateway, token)).ShouldBeNull();
    }

    [Fact]
    public async Task Embedded_WithAProvider_IsOff()
    {
        await using var gateway = await StartGatewayAsync();

        using var response = await gateway.PostAssertionAsync(_client.Assertion(_authority.AbsoluteUri, gateway.Time.GetUtcNow()));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Provider_Down_IsAStoreUnavailable()
    {
        await using var gateway = await StartGatewayAsync(s => s["Identity:Authority"] = $"https://127.0.0.1:{Testing.Processes.Ports.Free()}");

        await Should.ThrowAsync<StoreUnavailableException>(async () => await ValidateAsync(gateway, await TokenAsync()));
        using var response = await gateway.GetAsync("/for/consumer", await TokenAsync());
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        ((string)problem!["code"]!).ShouldBe("store-unavailable");
    }

    [Fact]
    public async Task Provider_NotTrustedByTls_IsAStoreUnavailable()
    {
        await using var gateway = await StartGatewayAsync(s => s["Identity:AuthorityCertificates"] = null);

        await Should.ThrowAsync<StoreUnavailableException>(async () => await ValidateAsync(gateway, await TokenAsync()));
    }

    [Fact]
    public async Task Provider_ThatNamesAnotherIssuer_IsAStoreUnavailable()
    {
        await using var gateway = await StartGatewayAsync(s => s["Identity:Authority"] = $"https://localhost:{_authority.Port}");

        await Should.ThrowAsync<StoreUnavailableException>(async () => await ValidateAsync(gateway, await TokenAsync()));
    }

    private Task<IdentityHost> StartGatewayAsync(Action<IDictionary<string, string?>>? settings = null) =>
        IdentityHost.StartAsync(time: new(_provider.Time.GetUtcNow()), settings: s =>
        {
            s["Identity:Issuer"] = null;
            s["Identity:Authority"] = _authority.AbsoluteUri;
            s["Identity:AuthorityCertificates"] = Path.Combine(_provider.State, "tls", "ca.pem");
            settings?.Invoke(s);
        });

    private Task<string> TokenAsync(TestClient? client = null) =>
        _provider.Http.TokenAsync(client ?? _client, _authority.AbsoluteUri, _provider.Time.GetUtcNow(), TestContext.Current.CancellationToken);

    private static async Task<Caller?> ValidateAsync(IdentityHost gateway, string token) =>
        await gateway.Tokens.ValidateAsync($"Bearer {token}", TestContext.Current.CancellationToken);
}

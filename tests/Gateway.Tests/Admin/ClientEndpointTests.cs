using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Tests.Identity;
using Testing.Identity;

namespace Gateway.Tests.Admin;

public sealed class ClientEndpointTests : IAsyncLifetime
{
    private const string Path = "/v1/admin/clients";
    private readonly TestClient _admin = new("platform-one", "platform-admin");
    private readonly TestClient _bank = new("bank-ccb", "consumer");
    private IdentityHost _host = null!;
    private string _token = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await IdentityHost.StartAsync([_admin]);
        _token = await _host.TokenAsync(_admin);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _admin.Dispose();
        _bank.Dispose();
    }

    [Fact]
    public async Task Register_ANewClient_LetsItIn()
    {
        using var response = await RegisterAsync(_bank.Registration());

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await _host.GetAsync("/for/consumer", await _host.TokenAsync(_bank))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var entry = _host.Log.Events[^1];
        entry.Event.ShouldBe("client-registered");
        entry.Facts!["client"].ShouldBe("bank-ccb");
        entry.Facts["by"].ShouldBe("platform-one");
    }

    [Fact]
    public async Task Register_TheSameAgain_ChangesNothing()
    {
        (await RegisterAsync(_bank.Registration())).StatusCode.ShouldBe(HttpStatusCode.Created);
        var entries = _host.Log.Events.Count;
        (await RegisterAsync(_bank.Registration())).StatusCode.ShouldBe(HttpStatusCode.OK);
        _host.Log.Events.Count.ShouldBe(entries);
    }

    [Fact]
    public async Task Register_AnIdOfAnotherRole_IsAConflict()
    {
        await RegisterAsync(_bank.Registration());
        var changed = _bank.Registration();
        changed["role"] = "regulator";

        (await CodeAsync(await RegisterAsync(changed), HttpStatusCode.Conflict)).ShouldBe("client-exists");
    }

    [Fact]
    public async Task Register_AKeyUnderASecondRole_IsAConflict()
    {
        var twin = _admin.Registration();
        twin["clientId"] = "regulator-one";
        twin["role"] = "regulator";

        (await CodeAsync(await RegisterAsync(twin), HttpStatusCode.Conflict)).ShouldBe("client-key-in-use");
    }

    [Fact]
    public async Task Remove_AClient_RefusesItsTokensAtOnce()
    {
        await RegisterAsync(_bank.Registration());
        var token = await _host.TokenAsync(_bank);
        (await _host.GetAsync("/for/consumer", token)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await _host.SendAsync(HttpMethod.Delete, $"{Path}/bank-ccb", _token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await CodeAsync(await _host.GetAsync("/for/consumer", token), HttpStatusCode.Unauthorized)).ShouldBe("unauthenticated");
        using var again = await _host.PostAssertionAsync(_bank.Assertion(IdentityHost.Issuer, _host.Time.GetUtcNow()));
        again.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _host.Log.Events[^1].Event.ShouldBe("client-removed");
    }

    [Fact]
    public async Task Remove_ThenRegisterAgain_DoesNotReviveOldTokens()
    {
        await RegisterAsync(_bank.Registration());
        var token = await _host.TokenAsync(_bank);
        await _host.SendAsync(HttpMethod.Delete, $"{Path}/bank-ccb", _token);
        await RegisterAsync(_bank.Registration());

        (await _host.GetAsync("/for/consumer", token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _host.GetAsync("/for/consumer", await _host.TokenAsync(_bank))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Register_WhenTheLogIsDown_ChangesNothing()
    {
        _host.Log.IsDown = true;
        (await CodeAsync(await RegisterAsync(_bank.Registration()), HttpStatusCode.ServiceUnavailable)).ShouldBe("log-unavailable");
        _host.Log.IsDown = false;
        (await CodeAsync(await _host.GetAsync($"{Path}/bank-ccb", _token), HttpStatusCode.NotFound)).ShouldBe("client-not-found");
    }

    [Theory]
    [InlineData("clientId", "Bank CCB")]
    [InlineData("clientId", "-bank")]
    [InlineData("clientId", "../etc")]
    [InlineData("role", "root")]
    [InlineData("role", "consumer regulator")]
    [InlineData("displayName", "")]
    [InlineData("displayName", "line\nbreak")]
    [InlineData("more", "x")]
    public async Task Register_WithABadMember_IsMalformed(string member, string value)
    {
        var registration = _bank.Registration();
        registration[member] = value;
        (await CodeAsync(await RegisterAsync(registration), HttpStatusCode.BadRequest)).ShouldBe("client-malformed");
    }

    [Theory]
    [InlineData("crv", "P-384")]
    [InlineData("kty", "RSA")]
    [InlineData("alg", "HS256")]
    [InlineData("x", "AAAA")]
    [InlineData("x", "!!!")]
    [InlineData("d", "AAAA")]
    [InlineData("k", "AAAA")]
    public async Task Register_WithABadKey_IsMalformed(string member, string value)
    {
        var registration = _bank.Registration();
        registration["jwk"]![member] = value;
        (await CodeAsync(await RegisterAsync(registration), HttpStatusCode.BadRequest)).ShouldBe("client-malformed");
    }

    [Theory]
    [InlineData("provider", null)]
    [InlineData("provider", "")]
    [InlineData("provider", "line\nbreak")]
    [InlineData("contract-approver", "a name")]
    public async Task Register_ProviderWithoutAName_OrAnyOtherWithOne_IsMalformed(string role, string? provider)
    {
        var registration = _bank.Registration();
        (registration["role"], registration["provider"]) = (role, provider);
        (await CodeAsync(await RegisterAsync(registration), HttpStatusCode.BadRequest)).ShouldBe("client-malformed");
    }

    [Fact]
    public async Task Register_AProvider_KeepsItsNameAndLetsNobodyHaveAnother()
    {
        var registration = _bank.Registration();
        (registration["role"], registration["provider"]) = ("provider", "住房公积金管理中心");
        (await RegisterAsync(registration)).StatusCode.ShouldBe(HttpStatusCode.Created);
        _host.Log.Events[^1].Facts!["provider"].ShouldBe("住房公积金管理中心");
        (await RegisterAsync(registration)).StatusCode.ShouldBe(HttpStatusCode.OK);
        registration["provider"] = "another";
        (await CodeAsync(await RegisterAsync(registration), HttpStatusCode.Conflict)).ShouldBe("client-exists");
        using var shown = await _host.GetAsync($"{Path}/bank-ccb", _token);
        ((string?)(await shown.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!["provider"]).ShouldBe("住房公积金管理中心");
    }

    [Fact]
    public async Task Register_WithManyErrors_TellsAll()
    {
        using var response = await RegisterAsync(new JsonObject { ["clientId"] = "A", ["role"] = "x", ["jwk"] = new JsonObject() });
        var problem = await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        problem!["reasons"]!.AsArray().Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"clientId\":\"a\",\"clientId\":\"a\",\"role\":\"consumer\",\"jwk\":{}}")]
    [InlineData("{\"clientId\":null,\"role\":\"consumer\",\"jwk\":{}}")]
    [InlineData("{\"clientId\":\"\ud800\"}")]
    public async Task Register_WithoutAnObject_IsMalformed(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        (await CodeAsync(await _host.SendAsync(HttpMethod.Post, Path, _token, content), HttpStatusCode.BadRequest)).ShouldBe("client-malformed");
    }

    [Fact]
    public async Task Register_InAnotherMediaType_IsRefused()
    {
        using var content = new StringContent("clientId=a", Encoding.UTF8, "application/x-www-form-urlencoded");
        (await CodeAsync(await _host.SendAsync(HttpMethod.Post, Path, _token, content), HttpStatusCode.UnsupportedMediaType)).ShouldBe("unsupported-media-type");
    }

    [Fact]
    public async Task List_Asked_HoldsNoKeyMaterial()
    {
        await RegisterAsync(_bank.Registration());
        using var response = await _host.GetAsync(Path, _token);
        var list = await response.Content.ReadFromJsonAsync<JsonArray>(TestContext.Current.CancellationToken);
        list!.Select(c => (string)c!["clientId"]!).ShouldBe(["bank-ccb", "platform-one"]);
        list![0]!.AsObject().Select(m => m.Key).ShouldBe(["clientId", "role", "displayName", "keyThumbprint"]);
    }

    [Fact]
    public async Task Anything_WithoutAToken_IsUnauthenticated()
    {
        using var response = await _host.GetAsync(Path, null);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await CodeAsync(response, HttpStatusCode.Unauthorized)).ShouldBe("unauthenticated");
    }

    [Theory]
    [InlineData("consumer")]
    [InlineData("contract-author")]
    [InlineData("contract-approver")]
    [InlineData("regulator")]
    [InlineData("provider", "somebody")]
    public async Task Anything_ByAnotherRole_IsNotAllowed(string role, string? provider = null)
    {
        using var other = new TestClient("someone", role, provider);
        await RegisterAsync(other.Registration());
        var token = await _host.TokenAsync(other);

        (await CodeAsync(await _host.GetAsync(Path, token), HttpStatusCode.Forbidden)).ShouldBe("role-not-allowed");
        (await _host.SendAsync(HttpMethod.Delete, $"{Path}/platform-one", token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await _host.GetAsync($"/for/{role}", token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Task<HttpResponseMessage> RegisterAsync(JsonObject registration) =>
        _host.SendAsync(HttpMethod.Post, Path, _token, JsonContent.Create(registration));

    private static async Task<string> CodeAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        using (response)
        {
            response.StatusCode.ShouldBe(expected);
            response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
            var problem = await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
            return (string)problem!["code"]!;
        }
    }
}

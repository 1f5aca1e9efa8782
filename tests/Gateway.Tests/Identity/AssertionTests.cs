using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Testing.Identity;

namespace Gateway.Tests.Identity;

/// <summary>What attackers try with client assertions. The control: the assertion that each case bends is accepted unbent.</summary>
public sealed class AssertionTests : IAsyncLifetime
{
    private readonly TestClient _client = new("bank-ccb", "consumer");
    private readonly TestClient _other = new("telecom-cmcc", "consumer");
    private IdentityHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await IdentityHost.StartAsync([_client, _other]);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _client.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Assertion_Unbent_IsAccepted() => (await PostAsync(_ => { })).ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("JWT")]
    [InlineData("client-authentication+jwt")]
    [InlineData(null)]
    public async Task Assertion_OfACommonType_IsAccepted(string? type) => (await PostAsync(a => Set(a.Header, "typ", type))).ShouldBe(HttpStatusCode.OK);

    [Theory]
    [InlineData("https://gateway.test")]
    [InlineData("https://gateway.test/connect/token")]
    [InlineData("https://127.0.0.1:0")]
    public async Task Assertion_ForAnAddressOfTheGateway_IsAccepted(string audience) =>
        (await PostAsync(a => a.Payload["aud"] = audience)).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Assertion_Replayed_IsRefused()
    {
        var assertion = _client.Assertion(IdentityHost.Issuer, _host.Time.GetUtcNow());
        (await PostAsync(assertion)).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(assertion)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Assertion_ReplayedManyWaysAtOnce_IsAcceptedOnce()
    {
        var assertion = _client.Assertion(IdentityHost.Issuer, _host.Time.GetUtcNow());
        var statuses = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => PostAsync(assertion)));
        statuses.Count(s => s == HttpStatusCode.OK).ShouldBe(1);
        statuses.Count(s => s == HttpStatusCode.Unauthorized).ShouldBe(31);
    }

    [Fact]
    public async Task Assertion_OfTwoClientsWithOneJti_IsNoReplay()
    {
        (await PostAsync(a => a.Payload["jti"] = "1")).ShouldBe(HttpStatusCode.OK);
        (await PostAsync(_other.Assertion(IdentityHost.Issuer, _host.Time.GetUtcNow(), a => a.Payload["jti"] = "1"))).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://another.test/")]
    [InlineData("data-product-gateway")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Assertion_ForAnotherAudience_IsRefused(string? audience) =>
        (await PostAsync(a => Set(a.Payload, "aud", audience))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Assertion_ForTheHostHeaderOfTheRequest_IsRefused() =>
        (await PostAsync(a => a.Payload["aud"] = _host.Address.AbsoluteUri)).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Assertion_ForTwoAudiences_IsRefused() =>
        (await PostAsync(a => a.Payload["aud"] = new JsonArray(IdentityHost.Issuer, "https://another.test/"))).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("exp", -1)]
    [InlineData("exp", 301)]
    [InlineData("exp", null)]
    [InlineData("iat", 31)]
    [InlineData("iat", -301)]
    [InlineData("iat", null)]
    [InlineData("nbf", 31)]
    public async Task Assertion_OutOfTime_IsRefused(string claim, int? seconds) =>
        (await PostAsync(a => a.Payload[claim] = seconds is { } s ? _host.Time.GetUtcNow().AddSeconds(s).ToUnixTimeSeconds() : null))
            .ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    public async Task Assertion_WithoutJti_IsRefused(string? jti) => (await PostAsync(a => Set(a.Payload, "jti", jti))).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Assertion_WithALongJti_IsRefused() =>
        (await PostAsync(a => a.Payload["jti"] = new string('x', 129))).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("iss")]
    [InlineData("sub")]
    public async Task Assertion_OfAnotherClientsName_IsRefused(string claim) =>
        (await PostAsync(a => a.Payload[claim] = _other.Id)).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Assertion_ForAnotherClientSignedByOwnKey_IsRefused() => (await PostAsync(a =>
    {
        a.Payload["iss"] = _other.Id;
        a.Payload["sub"] = _other.Id;
    })).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Assertion_ForAnotherClientUnderItsKeyId_IsRefused() => (await PostAsync(a =>
    {
        a.Payload["iss"] = _other.Id;
        a.Payload["sub"] = _other.Id;
        a.Header["kid"] = _other.KeyId;
    })).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Assertion_WithAnotherClientIdBeside_IsRefused() =>
        (await PostAsync(_client.Assertion(IdentityHost.Issuer, _host.Time.GetUtcNow()), ("client_id", _other.Id))).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("nOnE")]
    public async Task Assertion_Unsigned_IsRefused(string algorithm) => (await PostAsync(a =>
    {
        a.Header["alg"] = algorithm;
        a.Sign = _ => [];
    })).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Assertion_WithAnEmptySignature_IsRefused() => (await PostAsync(a => a.Sign = _ => [])).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Assertion_WithAZeroSignature_IsRefused() => (await PostAsync(a => a.Sign = _ => new byte[64])).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Assertion_MacedWithThePublicKey_IsRefused()
    {
        var spki = _client.SecurityKey.ECDsa.ExportSubjectPublicKeyInfo();
        var jwk = Encoding.UTF8.GetBytes(_client.PublicJwk().ToJsonString());
        foreach (var secret in new[] { spki, jwk, Encoding.ASCII.GetBytes(_client.SecurityKey.ECDsa.ExportSubjectPublicKeyInfoPem()) })
        {
            (await PostAsync(a =>
            {
                a.Header["alg"] = "HS256";
                a.Sign = data => HMACSHA256.HashData(secret, data);
            })).ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    [InlineData("ES384")]
    public async Task Assertion_OfAnotherAlgorithm_IsRefused(string algorithm) => (await PostAsync(a => a.Header["alg"] = algorithm)).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("../../../../dev/null")]
    [InlineData("/dev/null")]
    [InlineData("' OR 1=1 --")]
    [InlineData("unknown")]
    public async Task Assertion_WithAHostileKeyId_IsRefused(string kid) => (await PostAsync(a => a.Header["kid"] = kid)).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("jku", "https://evil.test/keys")]
    [InlineData("x5u", "https://evil.test/cert")]
    [InlineData("crit", "exp")]
    [InlineData("zip", "DEF")]
    public async Task Assertion_WithOtherHeaderMembers_IsRefused(string name, string value) => (await PostAsync(a => a.Header[name] = value)).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Assertion_BringingItsOwnKey_IsRefused()
    {
        using var thief = new TestClient("bank-ccb", "consumer");
        (await PostAsync(thief.Assertion(IdentityHost.Issuer, _host.Time.GetUtcNow(), a => a.Header["jwk"] = thief.PublicJwk()))).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(thief.Assertion(IdentityHost.Issuer, _host.Time.GetUtcNow()))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Assertion_ThatIsAnAccessToken_IsRefused() => (await PostAsync(await _host.TokenAsync(_client))).ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("x")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.bnVsbA.AA")]
    public async Task Assertion_ThatIsNoToken_IsRefused(string text) => (await PostAsync(text)).ShouldBe(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Refusal_OfAnAssertion_IsAnOAuthError()
    {
        using var response = await _host.PostAssertionAsync(_client.Assertion("https://another.test/", _host.Time.GetUtcNow()));
        var body = await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        ((string)body!["error"]!).ShouldBe("invalid_client");
        ((string)body["error_description"]!).ShouldContain("aud");
    }

    private static void Set(JsonObject json, string name, string? value)
    {
        if (value is null)
            json.Remove(name);
        else
            json[name] = value;
    }

    private Task<HttpStatusCode> PostAsync(Action<AssertionParts> change) => PostAsync(_client.Assertion(IdentityHost.Issuer, _host.Time.GetUtcNow(), change));

    private async Task<HttpStatusCode> PostAsync(string assertion, params (string, string)[] more)
    {
        using var response = await _host.PostAssertionAsync(assertion, more);
        return response.StatusCode;
    }
}

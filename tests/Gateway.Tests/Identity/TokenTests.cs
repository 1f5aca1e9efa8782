using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Identity;
using Gateway.Identity.Clients;
using Gateway.Identity.Embedded;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Testing.Identity;

namespace Gateway.Tests.Identity;

/// <summary>What attackers try with access tokens. Forgeries start from a token that is accepted as it is.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private readonly TestClient _client = new("bank-ccb", "consumer");
    private IdentityHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await IdentityHost.StartAsync([_client]);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _client.Dispose();
    }

    [Fact]
    public async Task Token_ForgedWithTheServersKey_IsAccepted() => (await ForgeAsync(_ => { })).ShouldBe(new Caller("bank-ccb", Role.Consumer));

    [Theory]
    [InlineData("aud", "another-service")]
    [InlineData("aud", null)]
    [InlineData("iss", "https://another.test/")]
    [InlineData("iss", null)]
    [InlineData("exp", null)]
    [InlineData("role", "platform-admin")]
    [InlineData("role", null)]
    [InlineData("sub", "telecom-cmcc")]
    [InlineData("registration", "another")]
    public async Task Token_WithAnotherClaim_IsRefused(string claim, string? value) => (await ForgeAsync(t =>
    {
        if (value is null)
            t.Payload.Remove(claim);
        else
            t.Payload[claim] = value;
    })).ShouldBeNull();

    [Fact]
    public async Task Token_OfTwoRoles_IsRefused() =>
        (await ForgeAsync(t => t.Payload["role"] = new JsonArray("consumer", "regulator"))).ShouldBeNull();

    [Theory]
    [InlineData("JWT")]
    [InlineData("client-authentication+jwt")]
    [InlineData(null)]
    public async Task Token_OfAnotherType_IsRefused(string? type) => (await ForgeAsync(t => t.Header["typ"] = type)).ShouldBeNull();

    [Fact]
    public async Task Token_Unsigned_IsRefused() => (await ForgeAsync(t =>
    {
        t.Header["alg"] = "none";
        t.Sign = _ => [];
    })).ShouldBeNull();

    [Fact]
    public async Task Token_MacedWithThePublicKey_IsRefused()
    {
        var key = ServerKey.ECDsa;
        foreach (var secret in new[] { key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()) })
        {
            (await ForgeAsync(t =>
            {
                t.Header["alg"] = "HS256";
                t.Sign = data => HMACSHA256.HashData(secret, data);
            })).ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("../../../../dev/null")]
    [InlineData("' UNION SELECT 'x")]
    [InlineData(null)]
    public async Task Token_WithAHostileKeyId_IsRefused(string? kid) => (await ForgeAsync(t => t.Header["kid"] = kid)).ShouldBeNull();

    [Fact]
    public async Task Token_BringingItsOwnKey_IsRefused()
    {
        using var own = new TestClient("bank-ccb", "consumer");
        (await ForgeAsync(t =>
        {
            t.Header["jwk"] = own.PublicJwk();
            t.Header["kid"] = own.KeyId;
            t.Sign = data => own.SecurityKey.ECDsa.SignData(data, HashAlgorithmName.SHA256);
        })).ShouldBeNull();
    }

    [Fact]
    public async Task Token_ThatIsTheClientsAssertion_IsRefused() =>
        (await ValidateAsync(_client.Assertion("data-product-gateway", _host.Time.GetUtcNow()))).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Bearer ..")]
    [InlineData("Bearer 令牌")]
    [InlineData("Basic YTpi")]
    public async Task Header_WithoutAToken_IsNobody(string? header) =>
        (await _host.Tokens.ValidateAsync(header, TestContext.Current.CancellationToken)).ShouldBeNull();

    [Fact]
    public async Task Token_TooLong_IsRefused() => (await ForgeAsync(t => t.Payload["more"] = new string('x', 8192))).ShouldBeNull();

    [Fact]
    public async Task Token_AlteredAfterItWasRemembered_IsRefused()
    {
        var token = await _host.TokenAsync(_client);
        (await ValidateAsync(token)).ShouldNotBeNull();
        for (var i = 0; i < token.Length; i += 17)
        {
            var altered = $"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}";
            (await ValidateAsync(altered)).ShouldBeNull($"character {i}");
        }
    }

    [Fact]
    public async Task Token_Remembered_IsTheSameCaller()
    {
        var token = await _host.TokenAsync(_client);
        (await ValidateAsync(token)).ShouldBeSameAs(await ValidateAsync(token));
    }

    [Fact]
    public async Task Token_Expired_IsRefusedRememberedOrNot()
    {
        var (remembered, unseen) = (await _host.TokenAsync(_client), await _host.TokenAsync(_client));
        _host.Time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        (await ValidateAsync(remembered)).ShouldNotBeNull();
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        (await ValidateAsync(remembered)).ShouldBeNull();
        (await ValidateAsync(unseen)).ShouldBeNull();
    }

    [Fact]
    public async Task Token_OfAnotherGateway_IsRefused()
    {
        await using var other = await IdentityHost.StartAsync([_client]);
        (await ValidateAsync(await other.TokenAsync(_client))).ShouldBeNull();
    }

    [Fact]
    public async Task Token_OverARestart_StillHolds()
    {
        var state = Directory.CreateTempSubdirectory("dpg-identity-").FullName;
        string token, assertion;
        await using (var first = await IdentityHost.StartAsync([_client], state))
        {
            token = await first.TokenAsync(_client);
            assertion = _client.Assertion(IdentityHost.Issuer, first.Time.GetUtcNow());
            using var used = await first.PostAssertionAsync(assertion);
            used.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await using (var second = await IdentityHost.StartAsync(null, state))
        {
            (await second.Tokens.ValidateAsync($"Bearer {token}", TestContext.Current.CancellationToken)).ShouldNotBeNull();
            using var replayed = await second.PostAssertionAsync(assertion);
            replayed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        Directory.Delete(state, recursive: true);
    }

    private ECDsaSecurityKey ServerKey => _host.App.Services.GetRequiredService<EmbeddedIssuer>().Key;

    private async Task<Caller?> ValidateAsync(string token) =>
        await _host.Tokens.ValidateAsync($"Bearer {token}", TestContext.Current.CancellationToken);

    private async Task<Caller?> ForgeAsync(Action<AssertionParts> change)
    {
        var genuine = new JsonWebToken(await _host.TokenAsync(_client));
        _host.App.Services.GetRequiredService<ClientDirectory>().TryGet("bank-ccb", out _).ShouldBeTrue();
        var parts = new AssertionParts { Sign = data => ServerKey.ECDsa.SignData(data, HashAlgorithmName.SHA256) };
        Copy(genuine.EncodedHeader, parts.Header);
        Copy(genuine.EncodedPayload, parts.Payload);
        change(parts);
        return await ValidateAsync(parts.Encode());
    }

    private static void Copy(string encoded, JsonObject target)
    {
        foreach (var (name, value) in JsonNode.Parse(Base64UrlEncoder.Decode(encoded))!.AsObject())
            target[name] = value?.DeepClone();
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Testing.Identity;

namespace Gateway.Tests.Identity;

public sealed class TokenEndpointTests
{
    [Fact]
    public async Task Token_ForAGoodAssertion_IsASignedJwtOfTheOneRole()
    {
        using var client = new TestClient("bank-ccb", "consumer");
        await using var host = await IdentityHost.StartAsync([client]);

        var token = new JsonWebToken(await host.TokenAsync(client));

        token.Typ.ShouldBe("at+jwt");
        token.Alg.ShouldBe("ES256");
        token.Issuer.ShouldBe(IdentityHost.Issuer);
        token.Audiences.ShouldBe(["data-product-gateway"]);
        token.Subject.ShouldBe("bank-ccb");
        token.GetPayloadValue<string>("client_id").ShouldBe("bank-ccb");
        token.GetPayloadValue<string>("role").ShouldBe("consumer");
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Token_SentBack_IsTheCaller()
    {
        using var client = new TestClient("bank-ccb", "consumer");
        await using var host = await IdentityHost.StartAsync([client]);

        var caller = await host.Tokens.ValidateAsync($"Bearer {await host.TokenAsync(client)}", TestContext.Current.CancellationToken);

        caller.ShouldBe(new Caller("bank-ccb", Role.Consumer));
    }

    [Fact]
    public async Task Discovery_Asked_NamesTheOneFlow()
    {
        await using var host = await IdentityHost.StartAsync();

        var document = await host.Http.GetFromJsonAsync<JsonObject>("/.well-known/openid-configuration", TestContext.Current.CancellationToken);

        ((string)document!["issuer"]!).ShouldBe(IdentityHost.Issuer);
        document["grant_types_supported"]!.AsArray().Select(n => (string)n!).ShouldBe(["client_credentials"]);
        document["token_endpoint_auth_methods_supported"]!.AsArray().Select(n => (string)n!).ShouldBe(["private_key_jwt"]);
    }

    [Fact]
    public async Task Keys_Asked_AreOnePublicP256Key()
    {
        await using var host = await IdentityHost.StartAsync();

        var keys = await host.Http.GetFromJsonAsync<JsonObject>("/.well-known/jwks", TestContext.Current.CancellationToken);

        var key = keys!["keys"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        ((string)key["crv"]!).ShouldBe("P-256");
        key.ContainsKey("d").ShouldBeFalse();
    }

    [Theory]
    [InlineData("password")]
    [InlineData("authorization_code")]
    [InlineData("refresh_token")]
    [InlineData("urn:ietf:params:oauth:grant-type:token-exchange")]
    public async Task Token_ByAnotherGrant_IsRefused(string grant)
    {
        using var client = new TestClient("bank-ccb", "consumer");
        await using var host = await IdentityHost.StartAsync([client]);

        using var response = await host.PostAssertionAsync(client.Assertion(IdentityHost.Issuer, host.Time.GetUtcNow()), ("grant_type", grant));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Token_BySecret_IsRefused()
    {
        using var client = new TestClient("bank-ccb", "consumer");
        await using var host = await IdentityHost.StartAsync([client]);
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "bank-ccb"), new("client_secret", "x")]);

        using var response = await host.Http.PostAsync("/connect/token", form, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}

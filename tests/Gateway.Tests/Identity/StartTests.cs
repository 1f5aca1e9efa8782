using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Testing.Identity;

namespace Gateway.Tests.Identity;

public sealed class StartTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("dpg-identity-").FullName;
    private readonly TestClient _client = new("bank-ccb", "consumer");

    public void Dispose()
    {
        _client.Dispose();
        Directory.Delete(_state, recursive: true);
    }

    [Fact]
    public async Task Start_Twice_RegistersOnce()
    {
        await using (var first = await IdentityHost.StartAsync([_client], _state))
            first.Log.Events.Single().Event.ShouldBe("client-registered");

        await using var second = await IdentityHost.StartAsync([_client], _state);
        second.Log.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_WithAClientOfAnotherRole_IsRefused()
    {
        await using (await IdentityHost.StartAsync([_client], _state))
        {
        }

        var changed = _client.Registration();
        changed["role"] = "platform-admin";
        await RefusesAsync(new JsonArray(changed), "bank-ccb");
    }

    [Fact]
    public async Task Start_WithOneKeyForTwoRoles_IsRefused()
    {
        var twin = _client.Registration();
        twin["clientId"] = "regulator-one";
        twin["role"] = "regulator";
        await RefusesAsync(new JsonArray(_client.Registration(), twin), "regulator-one");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[{\"clientId\":\"a\"}]")]
    [InlineData("[null]")]
    [InlineData("not json")]
    [InlineData("[{\"clientId\":\"a\",\"clientId\":\"b\",\"role\":\"consumer\",\"jwk\":{}}]")]
    public async Task Start_WithAMalformedClientsFile_NamesTheFile(string text) => await RefusesAsync(text, "clients.json");

    [Fact]
    public async Task Start_WithAPublicSigningKeyFile_IsRefused()
    {
        await using (await IdentityHost.StartAsync([_client], _state))
        {
        }

        var file = Path.Combine(_state, "keys", "token-signing.pem");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var error = await Should.ThrowAsync<InvalidOperationException>(async () => await IdentityHost.StartAsync(null, _state));
        error.Message.ShouldContain("chmod 600");
    }

    [Fact]
    public async Task Secrets_AfterAStart_AreTheOwnersOnly()
    {
        await using var host = await IdentityHost.StartAsync([_client], _state);
        await host.TokenAsync(_client);

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var secrets = Directory.EnumerateFiles(_state, "identity.db*").Append(Path.Combine(_state, "keys", "token-signing.pem"))
            .Append(Path.Combine(_state, "tls", "ca.key")).Append(Path.Combine(_state, "tls", "server.key")).ToList();
        // The files beside the database come and go with its connections.
        secrets.ShouldContain(Path.Combine(_state, "identity.db"));
        foreach (var secret in secrets)
            File.GetUnixFileMode(secret).ShouldBe(OwnerOnly, secret);
        File.GetUnixFileMode(Path.Combine(_state, "tls", "ca.pem")).HasFlag(UnixFileMode.OtherRead).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Gateway:Http", "http://0.0.0.0:0", "loopback")]
    [InlineData("Gateway:Http", "http://192.0.2.1:80", "loopback")]
    [InlineData("Gateway:Http", "https://127.0.0.1:80", "Gateway:Http")]
    [InlineData("Gateway:Https", "http://127.0.0.1:0", "Gateway:Https")]
    [InlineData("Gateway:Https", "https://gateway.example:8443", "Tls:Names")]
    [InlineData("Tls:Certificate", "/nowhere.pem", "Tls:Key")]
    [InlineData("Identity:Authority", "http://192.0.2.1/", "Identity:Authority")]
    [InlineData("Identity:Clients", "/nowhere.json", "Identity:Clients")]
    [InlineData("Identity:CachedTokens", "0", "CachedTokens")]
    public async Task Start_WithABadOption_NamesIt(string option, string value, string expected)
    {
        var error = await Should.ThrowAsync<OptionsValidationException>(
            async () => await IdentityHost.StartAsync(null, _state, settings: s => s[option] = value));
        error.Message.ShouldContain(expected);
    }

    private Task RefusesAsync(JsonNode file, string expected) => RefusesAsync(file.ToJsonString(), expected);

    private async Task RefusesAsync(string file, string expected)
    {
        await File.WriteAllTextAsync(Path.Combine(_state, "clients.json"), file, TestContext.Current.CancellationToken);
        var error = await Should.ThrowAsync<InvalidOperationException>(async () => await IdentityHost.StartAsync(null, _state));
        error.Message.ShouldContain(expected);
    }
}

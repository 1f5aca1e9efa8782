using Gateway.Hosting;
using Gateway.Identity.Clients;
using Gateway.Identity.Tokens;
using Gateway.Tls;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Identity.Embedded;

/// <summary>The embedded server, believed by its own key. Holds the signing key for as long as the process lives.</summary>
internal sealed class EmbeddedIssuer : IIssuer, IDisposable
{
    private readonly ClientDirectory _clients;
    private readonly TokenValidationParameters _parameters;

    public EmbeddedIssuer(
        IOptions<IdentityOptions> identity, IOptions<GatewayOptions> gateway, IOptions<ListenOptions> listen, ClientDirectory clients,
        TimeProvider time)
    {
        _clients = clients;
        Uri = new Uri(identity.Value.Issuer ?? listen.Value.Https);
        Key = SigningKeyFile.Open(Path.Combine(gateway.Value.State, "keys"));
        AssertionAudiences = [.. new[] { Uri.AbsoluteUri, listen.Value.Https, listen.Value.Http }.OfType<string>()
            .Select(address => address.TrimEnd('/')).SelectMany(address => new[] { address, address + EmbeddedServer.TokenPath })];
        _parameters = TokenRules.Create(identity.Value, time, TimeSpan.Zero, SecurityAlgorithms.EcdsaSha256);
        _parameters.ValidIssuer = Uri.AbsoluteUri;
        _parameters.IssuerSigningKey = Key;
    }

    /// <summary>The issuer, as it stands in tokens and in the discovery document.</summary>
    public Uri Uri { get; }

    /// <summary>What signs tokens.</summary>
    public ECDsaSecurityKey Key { get; }

    /// <summary>What an assertion's <c>aud</c> may be, without a slash at the end: the issuer, the addresses listened on and their token endpoints;
    /// fixed here, never taken from a request's <c>Host</c>.</summary>
    public IReadOnlyList<string> AssertionAudiences { get; }

    public ValueTask<TokenValidationParameters> GetParametersAsync(CancellationToken cancellation) => new(_parameters);

    /// <summary>Nothing to do: the key does not change while the process lives.</summary>
    public void KeyNotFound()
    {
    }

    public Caller? Admit(JsonWebToken token) =>
        _clients.TryGet(token.Subject, out var client)
        && token.TryGetPayloadValue(IssueToken.RegistrationClaim, out string registration) && registration == client.Registration
        && token.TryGetPayloadValue("role", out string role) && role == client.Caller.Role.Name()
            ? client.Caller
            : null;

    public bool StillAdmits(Caller caller) => _clients.TryGet(caller.Id, out var client) && ReferenceEquals(client.Caller, caller);

    public void Dispose() => Key.ECDsa.Dispose();
}

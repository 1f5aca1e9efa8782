using System.Security.Cryptography.X509Certificates;
using Gateway.Identity.Clients;
using Gateway.Identity.Tokens;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Identity.Provider;

/// <summary>
/// An external OpenID provider, believed by the keys of its discovery document. Keys fetched once are believed on while it is down; without any,
/// no token passes. Whom it names and with which role is the provider's to say; removing a client there takes effect when its token expires.
/// </summary>
internal sealed class ProviderIssuer : IIssuer, IDisposable
{
    private static readonly string[] Algorithms =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    private readonly IdentityOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ProviderIssuer> _logger;
    private readonly HttpClient _http;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _discovery;
    private Trust? _trust;

    public ProviderIssuer(IOptions<IdentityOptions> options, TimeProvider time, ILogger<ProviderIssuer> logger)
    {
        (_options, _time, _logger) = (options.Value, time, logger);
        var authority = _options.Authority!.TrimEnd('/');
        _http = CreateClient(_options.AuthorityCertificates);
        _discovery = new ConfigurationManager<OpenIdConnectConfiguration>(
            authority + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(_http) { RequireHttps = new Uri(authority).Scheme == Uri.UriSchemeHttps },
            new ConfirmIssuer(authority));
    }

    public async ValueTask<TokenValidationParameters> GetParametersAsync(CancellationToken cancellation)
    {
        OpenIdConnectConfiguration configuration;
        try
        {
            configuration = await _discovery.GetConfigurationAsync(cancellation);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            IdentityLog.ProviderUnavailable(_logger, _options.Authority!, e);
            throw new StoreUnavailableException("identity", e);
        }

        var trust = Volatile.Read(ref _trust);
        if (trust is null || !ReferenceEquals(trust.Configuration, configuration))
            Volatile.Write(ref _trust, trust = new Trust(configuration, CreateParameters(configuration)));
        return trust.Parameters;
    }

    /// <summary>Asks for the keys again, at most once in the manager's refresh interval: unknown key ids cannot be used to flood the provider.</summary>
    public void KeyNotFound() => _discovery.RequestRefresh();

    public Caller? Admit(JsonWebToken token)
    {
        if (!token.TryGetPayloadValue(_options.ClientIdClaim, out string id) || !ClientId.IsValid(id)
            || !token.TryGetPayloadValue(_options.RoleClaim, out object claim) || claim is not string name || !RoleNames.TryParse(name, out var role))
            return null;
        if (role is not Role.Provider) return new Caller(id, role);
        return token.TryGetPayloadValue(_options.ProviderClaim, out object owner) && owner is string { Length: > 0 } provider ? new Caller(id, role, provider) : null;
    }

    /// <summary>Until the token expires.</summary>
    public bool StillAdmits(Caller caller) => true;

    public void Dispose() => _http.Dispose();

    private TokenValidationParameters CreateParameters(OpenIdConnectConfiguration configuration)
    {
        var parameters = TokenRules.Create(_options, _time, _options.ClockSkew, Algorithms);
        parameters.ValidIssuer = configuration.Issuer;
        parameters.IssuerSigningKeys = configuration.SigningKeys;
        return parameters;
    }

    private static HttpClient CreateClient(string? authorities)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(3) };
        if (authorities is not null)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(authorities);
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(roots);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = 1024 * 1024 };
    }

    private sealed record Trust(OpenIdConnectConfiguration Configuration, TokenValidationParameters Parameters);

    /// <summary>OpenID Connect Discovery, section 4.3: the document's issuer is exactly the one that was asked; and it brings keys.</summary>
    private sealed class ConfirmIssuer(string authority) : IConfigurationValidator<OpenIdConnectConfiguration>
    {
        public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration)
        {
            var error = configuration.Issuer?.TrimEnd('/') != authority ? "The discovery document names another issuer."
                : configuration.SigningKeys.Count == 0 ? "The provider has no signing keys."
                : null;
            return new ConfigurationValidationResult { Succeeded = error is null, ErrorMessage = error };
        }
    }
}

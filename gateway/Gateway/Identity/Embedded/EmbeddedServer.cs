using System.Security.Cryptography;
using Gateway.Hosting;
using Gateway.Identity.Clients;
using Gateway.Identity.Tokens;
using Gateway.Tls;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Gateway.Identity.Embedded;

/// <summary>OpenIddict, cut down to one flow: client credentials, proved by <c>private_key_jwt</c> with ES256, answered by a signed JWT.</summary>
internal static class EmbeddedServer
{
    public const string TokenPath = "/connect/token";
    public const string DiscoveryPath = "/.well-known/openid-configuration";
    public const string KeysPath = "/.well-known/jwks";

    public static void AddEmbeddedServer(this IServiceCollection services)
    {
        services.AddSingleton<ClientDirectory>();
        services.AddSingleton<EmbeddedIssuer>();
        services.AddSingleton<IIssuer>(s => s.GetRequiredService<EmbeddedIssuer>());
        services.AddSingleton<AssertionMemory>();
        services.AddSingleton<ClientStore>();
        services.AddSingleton<IHostedService, IdentityStartup>();
        services.AddDbContextFactory<IdentityContext>((provider, options) =>
        {
            var file = Path.Combine(provider.GetRequiredService<IOptions<GatewayOptions>>().Value.State, "identity.db");
            options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 5 }.ConnectionString)
                .AddInterceptors(new DurableWrites())
                .UseOpenIddict();
        });
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityContext>())
            .AddServer(Configure);
        services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>, SetIssuerAndKeys>();
        services.AddSingleton<IConfigureOptions<OpenIddictServerAspNetCoreOptions>, SetTransport>();
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetTokenEndpointUris(TokenPath[1..])
            .SetConfigurationEndpointUris(DiscoveryPath[1..])
            .SetJsonWebKeySetEndpointUris(KeysPath[1..])
            .AllowClientCredentialsFlow()
            .DisableAccessTokenEncryption()
            .DisableTokenStorage()
            .AddEventHandler(CheckAssertion.Descriptor)
            .AddEventHandler(SettleAssertion.Descriptor)
            .AddEventHandler(UseAssertion.Descriptor)
            .AddEventHandler(IssueToken.Descriptor);
        server.UseAspNetCore();
        server.Configure(static options =>
        {
            options.ClientAuthenticationMethods.Clear();
            options.ClientAuthenticationMethods.Add(ClientAuthenticationMethods.PrivateKeyJwt);
        });
    }

    private sealed class SetIssuerAndKeys(EmbeddedIssuer issuer, IOptions<IdentityOptions> identity) : IConfigureOptions<OpenIddictServerOptions>
    {
        public void Configure(OpenIddictServerOptions options)
        {
            options.Issuer = issuer.Uri;
            options.AccessTokenLifetime = identity.Value.TokenLifetime;
            options.SigningCredentials.Add(new SigningCredentials(issuer.Key, SecurityAlgorithms.EcdsaSha256));

            // OpenIddict wants a key for the kinds of tokens that it encrypts. None is issued here, so the key need not outlive the process.
            options.EncryptionCredentials.Add(new EncryptingCredentials(
                new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)), SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        }
    }

    /// <summary>Tokens are issued over plain HTTP only where plain HTTP was asked for, which is on a loopback address.</summary>
    private sealed class SetTransport(IOptions<ListenOptions> listen) : IConfigureOptions<OpenIddictServerAspNetCoreOptions>
    {
        public void Configure(OpenIddictServerAspNetCoreOptions options) =>
            options.DisableTransportSecurityRequirement = listen.Value.Http is not null;
    }
}

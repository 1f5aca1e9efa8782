using Gateway.Hosting;
using Gateway.Identity.Authorization;
using Gateway.Identity.Embedded;
using Gateway.Identity.Provider;
using Gateway.Identity.Tokens;
using Gateway.Tls;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Identity;

internal static class IdentityServiceCollectionExtensions
{
    /// <summary>
    /// Tokens, clients and roles: the embedded server, or an external OpenID provider where <c>Identity:Authority</c> is set. Needs
    /// <see cref="TlsBuilderExtensions.AddTls"/> and an access log.
    /// </summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<GatewayOptions>().BindConfiguration("Gateway");
        services.AddOptions<IdentityOptions>().BindConfiguration("Identity").ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsRules>();
        services.AddSingleton<ITokenValidator, TokenValidator>();
        services.AddRolePolicies();
        if (string.IsNullOrEmpty(configuration["Identity:Authority"]))
            services.AddEmbeddedServer();
        else
            services.AddSingleton<IIssuer, ProviderIssuer>();
        return services;
    }
}

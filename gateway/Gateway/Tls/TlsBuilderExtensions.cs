using Gateway.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Tls;

internal static class TlsBuilderExtensions
{
    /// <summary>Serves HTTPS on <c>Gateway:Https</c> and, when asked for, plain HTTP on a loopback address, under strict limits.</summary>
    public static WebApplicationBuilder AddTls(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<GatewayOptions>().BindConfiguration("Gateway");
        services.AddOptions<ListenOptions>().BindConfiguration("Gateway").ValidateOnStart();
        services.AddOptions<TlsOptions>().BindConfiguration("Tls").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ListenOptions>, ListenOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TlsOptions>, TlsOptionsValidator>());
        services.AddSingleton<ServerCertificates>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelSetup>();
        return builder;
    }
}

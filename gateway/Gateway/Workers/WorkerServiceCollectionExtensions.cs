using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;

namespace Gateway.Workers;

internal static class WorkerServiceCollectionExtensions
{
    /// <summary>The workers: their table, their supervisor, their health. Needs the access log and the gateway's options.</summary>
    public static IServiceCollection AddWorkers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WorkerOptions>().Bind(configuration.GetSection("Sandbox")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WorkerOptions>, WorkerOptionsValidator>()
            .AddSingleton<IValidateOptions<WorkerOptions>, WorkerOptionsRules>()
            .AddSingleton(s => new WorkerPlaces(s.GetRequiredService<IOptions<GatewayOptions>>().Value))
            .AddSingleton<WorkerTable>()
            .AddSingleton<IWorkerDirectory>(s => s.GetRequiredService<WorkerTable>())
            .AddSingleton<WorkerStarter>()
            .AddSingleton<WorkerEvents>()
            .AddSingleton<WorkerMetrics>()
            .AddSingleton<WorkerHealth>()
            .AddSingleton<IActiveHealthCheckPolicy>(s => s.GetRequiredService<WorkerHealth>())
            .AddHostedService<WorkerSupervisor>();
        services.AddHealthChecks().AddCheck<WorkersHealthCheck>("sandbox", tags: ["ready"]);
        return services;
    }

    /// <summary>YARP, with the workers' routes, clusters and sockets. What the jobs look like is the caller's to add.</summary>
    public static IReverseProxyBuilder AddWorkerProxy(this IServiceCollection services)
    {
        services.AddSingleton<IProxyConfigProvider, WorkerProxyConfig>().AddSingleton<IForwarderHttpClientFactory, WorkerClientFactory>();
        return services.AddReverseProxy().AddTransforms<WorkerTransforms>();
    }
}

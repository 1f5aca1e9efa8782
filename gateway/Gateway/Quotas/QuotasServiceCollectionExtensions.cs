using Gateway.Contracts;
using Gateway.Hosting;
using Gateway.Stores;
using Gateway.Stores.Redis;
using Gateway.Stores.Sql;
using Microsoft.Extensions.Options;

namespace Gateway.Quotas;

/// <summary>Registers the quota store.</summary>
internal static class QuotasServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IQuotaStore"/>, configured by section <c>Quotas</c>: in Redis where <c>Stores:Redis</c> names one, else in this process. After <c>AddContracts</c>, whose database holds the key.</summary>
    public static IServiceCollection AddQuotas(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QuotaOptions>().Bind(configuration.GetSection("Quotas")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QuotaOptions>, QuotaOptionsValidator>();
        services.AddSingleton(s => new SharedSecrets(s.GetRequiredKeyedService<ISqlDatabase>(ContractsServiceCollectionExtensions.Database)));
        services.AddSingleton<SubjectTags>().AddHostedService<QuotaStart>();
        return services.AddSingleton(Open);
    }

    private static IQuotaStore Open(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<QuotaOptions>>();
        var (tags, time) = (services.GetRequiredService<SubjectTags>(), services.GetRequiredService<TimeProvider>());
        if (services.GetRequiredService<IOptions<StoreOptions>>().Value.Redis is not null)
            return new RedisQuotaStore(services.GetRequiredService<RedisServer>(), tags, options, time);
        var state = services.GetRequiredService<IOptions<GatewayOptions>>().Value.State;
        return new MemoryQuotaStore(options, tags, Path.GetFullPath(Path.Combine(state, options.Value.Folder)), time);
    }
}

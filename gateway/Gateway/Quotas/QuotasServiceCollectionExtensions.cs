using Microsoft.Extensions.Options;

namespace Gateway.Quotas;

/// <summary>Registers the quota store.</summary>
internal static class QuotasServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IQuotaStore"/>, configured by section <c>Quotas</c>.</summary>
    public static IServiceCollection AddQuotas(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<QuotaOptions>().Bind(configuration.GetSection("Quotas")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QuotaOptions>, QuotaOptionsValidator>();
        return services.AddSingleton<IQuotaStore, MemoryQuotaStore>();
    }
}

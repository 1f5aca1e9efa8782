using Gateway.Alerts.Delivery;
using Gateway.Alerts.Drift;
using Microsoft.Extensions.Options;

namespace Gateway.Alerts;

/// <summary>Registers what follows the log and alerts the regulator.</summary>
internal static class AlertServiceCollectionExtensions
{
    /// <summary>Adds alerts, configured by section <c>Alerts</c>; their rules stand in the policies folder. After the contracts: they start before it.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AlertOptions>().Bind(configuration.GetSection("Alerts")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AlertOptions>, AlertOptionsValidator>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AlertJson.Default));
        services.AddSingleton<AlertBook>().AddSingleton<AlertDesk>().AddSingleton<BudgetTable>().AddSingleton<ScoreTally>();
        return services.AddHostedService<AlertWatch>().AddHostedService<AlertPusher>().AddHostedService<ScoreCounter>();
    }
}

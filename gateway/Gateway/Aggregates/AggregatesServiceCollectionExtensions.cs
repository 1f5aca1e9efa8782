using Gateway.Contracts.Lifecycle;
using Gateway.Operations;

namespace Gateway.Aggregates;

/// <summary>Registers aggregates.</summary>
internal static class AggregatesServiceCollectionExtensions
{
    /// <summary>Adds the operation, its steps and its previews.</summary>
    public static IServiceCollection AddAggregates(this IServiceCollection services)
    {
        services.AddPreviews();
        services.AddReplays();
        return services.AddSingleton<IOperation, AggregateOperation>().AddSingleton<ReplayStep>().AddSingleton<BalanceStep>();
    }

    /// <summary>Adds the answers that are given again; they end with their contract.</summary>
    public static IServiceCollection AddReplays(this IServiceCollection services) =>
        services.AddSingleton<ReplayStore>().AddSingleton<IContractRemains>(s => s.GetRequiredService<ReplayStore>());
}

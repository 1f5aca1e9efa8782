using Gateway.Operations;

namespace Gateway.Aggregates;

/// <summary>Registers aggregates.</summary>
internal static class AggregatesServiceCollectionExtensions
{
    /// <summary>Adds the operation, its steps and its previews.</summary>
    public static IServiceCollection AddAggregates(this IServiceCollection services)
    {
        services.AddPreviews();
        return services.AddSingleton<IOperation, AggregateOperation>().AddSingleton<ReplayStore>().AddSingleton<ReplayStep>().AddSingleton<BalanceStep>();
    }
}

using Gateway.Receipts;
using Microsoft.Extensions.Options;

namespace Gateway.Witnesses;

/// <summary>Registers what takes the log to its witnesses.</summary>
internal static class WitnessServiceCollectionExtensions
{
    /// <summary>Adds the witnesses, configured by section <c>Witness</c>.</summary>
    public static IServiceCollection AddWitnesses(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WitnessOptions>().Bind(configuration.GetSection("Witness")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WitnessOptions>, WitnessOptionsValidator>();
        services.AddSingleton<IValidateOptions<WitnessOptions>, WitnessAddressValidator>();
        return services.AddSingleton<CosignTail>().AddSingleton<ProvableCheckpoint>().AddSingleton<CheckpointProver>().AddHostedService<Cosigner>().AddHostedService<WitnessWatch>();
    }
}

using Microsoft.Extensions.Options;

namespace Gateway.Ledger;

/// <summary>Registers the ledger.</summary>
internal static class LedgerServiceCollectionExtensions
{
    /// <summary>Adds <see cref="ILedger"/>, configured by section <c>Ledger</c>.</summary>
    public static IServiceCollection AddLedger(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LedgerOptions>().Bind(configuration.GetSection("Ledger")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>();
        return services.AddSingleton<ILedger, MemoryLedger>();
    }
}

using Gateway.Audit;
using Gateway.Hosting;
using Gateway.Ledger.Anchoring;
using Gateway.Ledger.Storage;
using Gateway.Stores;
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
        services.AddSingleton<LedgerMetrics>().AddSingleton<DatabaseLedger>().AddSingleton(Database);
        services.AddSingleton(s => new LogAnchors(
            s.GetRequiredService<IOptions<AccessLogOptions>>().Value.Folder,
            Path.GetFullPath(Path.Combine(s.GetRequiredService<IOptions<GatewayOptions>>().Value.State, "ledger.anchor"))));
        services.AddSingleton<AnchoredLedger>().AddSingleton<ILedger>(s => s.GetRequiredService<AnchoredLedger>());
        services.AddHealthChecks().AddCheck<LedgerHealth>("ledger", tags: ["ready"]);
        return services.AddHostedService<LedgerGuard>();
    }

    private static LedgerDatabase Database(IServiceProvider services)
    {
        var (options, state) = (services.GetRequiredService<IOptions<LedgerOptions>>().Value, services.GetRequiredService<IOptions<GatewayOptions>>().Value.State);
        return services.GetRequiredService<IOptions<StoreOptions>>().Value.Postgres is { } server
            ? LedgerDatabase.Postgres(server, options.Timeout)
            : LedgerDatabase.Sqlite(Path.GetFullPath(Path.Combine(state, options.File)), options.Timeout);
    }
}

using Gateway.Contracts.Lifecycle;
using Gateway.Contracts.Lifetimes;
using Gateway.Contracts.News;
using Gateway.Contracts.Store;
using Gateway.Contracts.Usage;
using Gateway.Stores;
using Gateway.Stores.Redis;
using Microsoft.Extensions.Options;

namespace Gateway.Contracts;

/// <summary>Registers contracts: their store, their lives, and the tables of what is in force.</summary>
internal static class ContractsServiceCollectionExtensions
{
    /// <summary>The key of the database that contracts lie in.</summary>
    public const string Database = "contracts";

    /// <summary>Adds <see cref="PolicyTables"/> and <see cref="ContractDesk"/>, configured by section <c>Contracts</c>; after <c>AddStores</c>.</summary>
    public static IServiceCollection AddContracts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ContractOptions>().Bind(configuration.GetSection("Contracts")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ContractOptions>, ContractOptionsValidator>();
        services.AddKeyedSingleton(Database, (s, _) => s.OpenDatabase(s.GetRequiredService<IOptions<ContractOptions>>().Value.File));
        services.AddSingleton<IContractStore>(s => new SqlContractStore(s.GetRequiredKeyedService<Stores.Sql.ISqlDatabase>(Database)));
        services.AddSingleton<IContractNews>(s => s.GetRequiredService<IOptions<StoreOptions>>().Value.Redis is null
            ? new NoOthers()
            : new RedisNews(s.GetRequiredService<RedisServer>(), s.GetRequiredService<ILogger<RedisNews>>()));
        services.AddSingleton<DocumentFolder>().AddSingleton<EndedContracts>().AddSingleton<PolicyTables>().AddSingleton<ContractDesk>();
        services.AddSingleton<DatasetLifetimes>().AddSingleton<LifetimeDesk>();
        services.AddSingleton<LoggedUsage>().AddSingleton<UsageDesk>();

        // In this order: the store is there before the tables are read, and they are read before anything goes by them.
        services.AddHostedService<ContractStart>();
        services.AddHostedService(s => s.GetRequiredService<PolicyTables>());
        return services.AddHostedService<ContractExpiry>();
    }
}

using Gateway.Hosting;
using Gateway.Stores.Redis;
using Gateway.Stores.Sql;
using Microsoft.Extensions.Options;

namespace Gateway.Stores;

/// <summary>Registers what stores share.</summary>
internal static class StoresServiceCollectionExtensions
{
    /// <summary>Adds the options of section <c>Stores</c> and, for whoever asks, the connection to Redis.</summary>
    public static IServiceCollection AddStores(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>().Bind(configuration.GetSection("Stores")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>();
        return services.AddSingleton<RedisServer>();
    }

    /// <summary>The shared PostgreSQL database where one is named, else a SQLite file in the gateway's state.</summary>
    public static ISqlDatabase OpenDatabase(this IServiceProvider services, string file)
    {
        var gateway = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        return services.GetRequiredService<IOptions<StoreOptions>>().Value.Postgres is { } postgres
            ? new PostgresDatabase(postgres)
            : new SqliteDatabase(Path.GetFullPath(Path.Combine(gateway.State, file)));
    }
}

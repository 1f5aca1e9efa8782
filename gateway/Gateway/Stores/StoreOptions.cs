using Microsoft.Extensions.Options;

namespace Gateway.Stores;

/// <summary>Section <c>Stores</c>: servers that several gateways share. Neither is needed on one machine.</summary>
internal sealed class StoreOptions
{
    /// <summary>The connection string of a PostgreSQL database; null: SQLite files in the gateway's state.</summary>
    public string? Postgres { get; set; }

    /// <summary>The configuration of a Redis server, such as <c>redis.city:6379,ssl=true</c>; null: quotas are counted in this process.</summary>
    public string? Redis { get; set; }
}

/// <summary>What is stated can be read; whether the servers are there shows later, and may change.</summary>
internal sealed class StoreOptionsValidator : IValidateOptions<StoreOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StoreOptions options)
    {
        var errors = new List<string>();
        if (options.Postgres is { } postgres && !IsConnectionString(postgres))
            errors.Add("Stores:Postgres is no connection string, such as Host=db;Database=gateway;Username=gateway.");
        if (options.Redis is { } redis && !Reads(() => StackExchange.Redis.ConfigurationOptions.Parse(redis)))
            errors.Add("Stores:Redis is no configuration of a Redis server, such as redis.city:6379.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    /// <summary>Every key and value is one that PostgreSQL's driver knows.</summary>
    public static bool IsConnectionString(string postgres) => Reads(() => new Npgsql.NpgsqlConnectionStringBuilder(postgres));

    private static bool Reads(Func<object> read)
    {
        try
        {
            return read() is not null;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateway.Stores.Redis;

/// <summary>
/// The one connection to Redis. A server that is away is no reason not to start: the connection is tried again for as long as the process lives,
/// and what is asked meanwhile fails at once in place of waiting.
/// </summary>
internal sealed class RedisServer : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection;

    public RedisServer(IOptions<StoreOptions> options)
    {
        var configuration = ConfigurationOptions.Parse(options.Value.Redis ?? throw new InvalidOperationException("Stores:Redis is not set."));
        configuration.AbortOnConnectFail = false;
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.ReconnectRetryPolicy = new LinearRetry((int)Retry.TotalMilliseconds);
        configuration.HeartbeatInterval = Retry;
        configuration.ConnectTimeout = 2000;
        configuration.KeepAlive = 1;
        configuration.ClientName = "data-product-gateway";
        _connection = new Lazy<Task<ConnectionMultiplexer>>(() => ConnectionMultiplexer.ConnectAsync(configuration));
    }

    /// <summary>The connection, up or not. The first call begins it, at the gateway's start; no thread waits for it.</summary>
    public Task<ConnectionMultiplexer> ConnectAsync() => _connection.Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_connection is { IsValueCreated: true, Value: { IsCompletedSuccessfully: true } connected }) connected.Result.Dispose();
    }
}

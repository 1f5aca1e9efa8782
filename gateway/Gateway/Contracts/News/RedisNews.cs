using Gateway.Stores.Redis;
using StackExchange.Redis;

namespace Gateway.Contracts.News;

/// <summary>Word by Redis publish/subscribe.</summary>
internal sealed class RedisNews(RedisServer redis, ILogger<RedisNews> logger) : IContractNews
{
    private static readonly RedisChannel Channel = RedisChannel.Literal("dpg:contracts-changed");

    /// <inheritdoc/>
    public async Task AnnounceAsync(CancellationToken cancellation)
    {
        try
        {
            await (await redis.ConnectAsync()).GetSubscriber().PublishAsync(Channel, "", CommandFlags.FireAndForget);
        }
        catch (RedisException e)
        {
            ContractsLog.NotAnnounced(logger, e);
        }
    }

    /// <inheritdoc/>
    /// <remarks>The connection subscribes by itself, again and again, for as long as it lives.</remarks>
    public async Task ListenAsync(Func<Task> heard, CancellationToken cancellation)
    {
        try
        {
            await (await redis.ConnectAsync()).GetSubscriber().SubscribeAsync(Channel, (_, _) => _ = heard());
        }
        catch (RedisException e)
        {
            ContractsLog.NotListening(logger, e);
        }
    }
}

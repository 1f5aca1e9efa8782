using Gateway.Audit;
using Gateway.Record;

namespace Gateway.Witnesses;

/// <summary>Writes into the log when it is closed for lack of witnesses, and when they are back. Such entries let nothing out, so the log takes them also while it is closed.</summary>
internal sealed class WitnessWatch(
    CosignTail tail, [FromKeyedServices(AccessLogServiceCollectionExtensions.Events)] IAccessLog log, TimeProvider time, ILogger<WitnessWatch> logger) : BackgroundService
{
    /// <summary>Too few witnesses have cosigned for too long.</summary>
    public const string Stale = "witness-stale";

    /// <summary>Enough have cosigned again.</summary>
    public const string Back = "witness-back";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = false;
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var stale = tail.IsStale;
            if (stale == told) continue;
            try
            {
                await log.AppendAsync(new EventEntry { Time = time.GetUtcNow(), Event = stale ? Stale : Back }, [], CancellationToken.None);
                told = stale;
            }
            catch (LogUnavailableException e)
            {
                WitnessLog.NotTold(logger, e);
            }
        }
    }
}

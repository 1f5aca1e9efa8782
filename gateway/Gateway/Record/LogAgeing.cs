using Gateway.Audit;

namespace Gateway.Record;

/// <summary>Ages the log once an hour, beside the path of queries.</summary>
internal sealed class LogAgeing(AccessLog log, TimeProvider time, ILogger<LogAgeing> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                if (await log.AgeAsync(time.GetUtcNow()) is var aged && aged != default) AccessLogEvents.Aged(logger, aged.Bundles, aged.Keys);
            }
            catch (Exception e) when (e is LogUnavailableException or IOException or UnauthorizedAccessException or LogCorruptException)
            {
                AccessLogEvents.NotAged(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

using Gateway.Audit;

namespace Gateway.Record;

/// <summary>Sees to it that subjects are hashed with the key of the period, beside the path of queries.</summary>
internal sealed class SubjectKeyPeriods(AccessLog log, TimeProvider time, ILogger<SubjectKeyPeriods> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>The clock may be set, and timers run on another.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private TimeSpan? _wait;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // In time for the first request: its subjects' key is sealed.
        _wait = await AdvanceAsync();
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_wait is { } wait)
        {
            await Task.Delay(wait, time, stoppingToken);
            _wait = await AdvanceAsync();
        }
    }

    private async Task<TimeSpan?> AdvanceAsync()
    {
        try
        {
            var now = time.GetUtcNow();
            if (await log.AdvanceSubjectKeyAsync(now) is { } next) return next - now < Longest ? next - now : Longest;
            AccessLogEvents.NoRegulator(logger);
            return null;
        }
        catch (Exception e) when (e is LogUnavailableException or IOException or UnauthorizedAccessException or LogCorruptException)
        {
            AccessLogEvents.KeyNotAdvanced(logger, e);
            return RetryAfter;
        }
    }
}

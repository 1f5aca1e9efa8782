using Gateway.Audit;
using Gateway.Stores;

namespace Gateway.Ledger.Anchoring;

/// <summary>Proves the ledger at start, again and again while its database does not answer, and then keeps the anchors' hint fresh.</summary>
internal sealed class LedgerGuard(AnchoredLedger ledger, LogAnchors anchors, IAccessLog log, TimeProvider time, ILogger<LedgerGuard> logger) : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RememberEvery = TimeSpan.FromMinutes(1);
    private bool _settled;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // In time for the first request, where the database answers.
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Remember();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_settled)
        {
            await Task.Delay(RetryAfter, time, stoppingToken);
            await TryAsync(stoppingToken);
        }

        using var timer = new PeriodicTimer(RememberEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Remember();
    }

    private async Task TryAsync(CancellationToken cancellation)
    {
        try
        {
            await ledger.ProveAsync(cancellation);
            _settled = true;
            if (ledger.Objection is { } objection) await RaiseAlarmAsync(objection);
            else LedgerLog.Proved(logger);
        }
        catch (StoreUnavailableException e)
        {
            LedgerLog.Unavailable(logger, e);
        }
    }

    private async Task RaiseAlarmAsync(string objection)
    {
        LedgerLog.Refused(logger, objection);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["objection"] = objection };
        await log.AppendAsync(new EventEntry { Time = time.GetUtcNow(), Event = "ledger-refused", Facts = facts }, [], CancellationToken.None);
    }

    private void Remember()
    {
        try
        {
            anchors.Remember();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LedgerLog.NotRemembered(logger, e);
        }
    }
}

using Gateway.Alerts.Evaluation;
using Gateway.Audit;
using Gateway.Contracts;
using Gateway.Record;
using Gateway.Stores;
using Policies.Alerts;

namespace Gateway.Alerts;

/// <summary>
/// Follows the log beside the path of queries, and writes an alert into it for whatever a rule finds. It keeps nothing of its own: at a start the log is read from
/// its beginning, and what was found before a crash and is no alert yet becomes one then.
/// </summary>
internal sealed class AlertWatch(
    IPublishedLog published, [FromKeyedServices(AccessLogServiceCollectionExtensions.Events)] IAccessLog log, AlertBook book, BudgetTable budgets, PolicyTables policies, TimeProvider time, ILogger<AlertWatch> logger)
    : BackgroundService
{
    private const int YieldEvery = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Longer than it takes until what an append that failed has written, if it has, can be read.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly HashSet<(string Rule, long Entry)> _written = [];
    private IReadOnlyList<AlertRule> _rules = [];
    private AlertEngine? _engine;
    private long _next;
    private bool _rulesWritten;
    private bool _failing;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            if (await TryAdvanceAsync(stoppingToken)) continue;
            await Task.Delay(RetryAfter, time, stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> TryAdvanceAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(cancellation);
            book.Read();
            await WriteAsync(cancellation);
            _failing = false;
            return true;
        }
        catch (Exception e) when (e is LogUnavailableException or StoreUnavailableException or LogCorruptException or IOException or UnauthorizedAccessException)
        {
            if (!_failing) AlertLog.Behind(logger, e);
            _failing = true;
            return false;
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        if (_engine is null)
        {
            // Once: other rules take effect at the next start, and the log says which.
            _rules = policies.Current.Alerts;
            _engine = new AlertEngine(_rules, budgets.WindowOf);
        }

        foreach (var (record, subjects) in AccessLogReader.ReadPublished(published.Folder, _next, published.Published.Size))
        {
            await budgets.PrepareAsync(record.Entry, cancellation);
            book.Add(record, _engine.See(record, subjects));
            _next = record.Index + 1;
            cancellation.ThrowIfCancellationRequested();

            // Queries that wait for a thread go first.
            if (_next % YieldEvery == 0) await Task.Yield();
        }
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        if (!_engine!.InForce && !_rulesWritten)
        {
            await log.AppendAsync(AlertEvents.OfRules(_rules, time.GetUtcNow()), [], cancellation);
            _rulesWritten = true;
        }

        foreach (var finding in book.Pending)
        {
            // It is pending until it has been read from the log.
            if (_written.Contains((finding.Rule, finding.Entry))) continue;
            await log.AppendAsync(AlertEvents.OfFinding(finding, time.GetUtcNow()), [], cancellation);
            _written.Add((finding.Rule, finding.Entry));
            AlertLog.Raised(logger, finding.Rule, finding.Entry);
        }
    }
}

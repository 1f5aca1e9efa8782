using Gateway.Audit;
using Gateway.Audit.Search;
using Gateway.Stores;
using Microsoft.Data.Sqlite;

namespace Gateway.Oversight;

/// <summary>The search index over this gateway's log: opened at start, built where it is missing, and kept up with the checkpoint beside the path of queries.</summary>
internal sealed class AuditIndex(IPublishedLog log, TimeProvider time, ILogger<AuditIndex> logger) : BackgroundService
{
    private const long MostBehind = 20_000;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private LogIndex? _index;
    private bool _failing;
    private bool _rebuild;

    /// <summary>The index, up to the checkpoint of now.</summary>
    /// <exception cref="StoreUnavailableException">It is being built, or cannot be.</exception>
    public async Task<LogIndex> CurrentAsync(CancellationToken cancellation)
    {
        var size = log.Published.Size;
        if (_index is not { } index || size - index.Next > MostBehind) throw new StoreUnavailableException("audit index");
        await AskAsync(() =>
        {
            index.CatchUp(size, cancellation);
            return size;
        });
        return index;
    }

    /// <summary>Asks the index, or the log by it, beside the threads that serve requests.</summary>
    /// <exception cref="StoreUnavailableException">It does not answer.</exception>
    public static async Task<T> AskAsync<T>(Func<T> ask)
    {
        try
        {
            return await Task.Run(ask);
        }
        catch (Exception e) when (IsFailure(e) || e is ObjectDisposedException)
        {
            throw new StoreUnavailableException("audit index", e);
        }
    }

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await AdvanceAsync(open: true, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _index?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do await AdvanceAsync(open: false, stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private Task AdvanceAsync(bool open, CancellationToken cancellation) => Task.Run(
        () =>
        {
            try
            {
                _index ??= LogIndex.Open(log.Folder, _rebuild);
                _rebuild = false;
                if (!open) _index.CatchUp(log.Published.Size, cancellation);
                _failing = false;
            }
            catch (Exception e) when (IsFailure(e))
            {
                if (!_failing) OversightLog.IndexFails(logger, e);
                _failing = true;
                _rebuild = e is SqliteException;
                _index?.Dispose();
                _index = null;
            }
        },
        cancellation);

    private static bool IsFailure(Exception e) => e is IOException or UnauthorizedAccessException or LogCorruptException or SqliteException;
}

internal static partial class OversightLog
{
    [LoggerMessage(EventId = 2300, Level = LogLevel.Error, Message = "The audit index cannot follow the log; regulators' searches are refused meanwhile")]
    public static partial void IndexFails(ILogger logger, Exception cause);
}

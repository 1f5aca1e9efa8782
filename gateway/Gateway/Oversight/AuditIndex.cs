using Gateway.Audit;
using Gateway.Audit.Search;
using Gateway.Stores;
using Microsoft.Data.Sqlite;

namespace Gateway.Oversight;

/// <summary>
/// The search index over this gateway's log: opened at start and built where it is missing. It follows the log beside the path of queries, with a small share of one
/// core; what is left when somebody searches is indexed then, with all of them.
/// </summary>
internal sealed class AuditIndex(IPublishedLog log, TimeProvider time, ILogger<AuditIndex> logger) : BackgroundService
{
    private const long MostBehind = 20_000;
    private const int Share = 20; // it works a twentieth of the time
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private LogIndex? _index;
    private volatile bool _wanted;
    private bool _failing;
    private bool _rebuild;

    /// <summary>The index, up to the checkpoint of now.</summary>
    /// <exception cref="StoreUnavailableException">It is being built, or cannot be.</exception>
    public async Task<LogIndex> CurrentAsync(CancellationToken cancellation)
    {
        var size = log.Published.Size;
        _wanted = true;
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
        await TryAsync(_ => { }, cancellationToken);
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
        do
        {
            for (var more = true; more;)
            {
                more = false;
                var started = time.GetTimestamp();
                await TryAsync(index => more = AdvanceTo(index, log.Published.Size, stoppingToken), stoppingToken);
                if (more) await Task.Delay(time.GetElapsedTime(started) * (Share - 1), time, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>A little while nobody asks; all of it when somebody does.</summary>
    /// <returns>Whether there may be more.</returns>
    private bool AdvanceTo(LogIndex index, long size, CancellationToken cancellation)
    {
        if (!_wanted) return index.Follow(size);
        index.CatchUp(size, cancellation);
        _wanted = false;
        return false;
    }

    private Task TryAsync(Action<LogIndex> work, CancellationToken cancellation) => Task.Run(
        () =>
        {
            try
            {
                _index ??= LogIndex.Open(log.Folder, _rebuild);
                _rebuild = false;
                work(_index);
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

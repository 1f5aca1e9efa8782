using Gateway.Audit;
using Gateway.Contracts.Lifecycle;
using Gateway.Contracts.Lifetimes;
using Gateway.Contracts.News;
using Gateway.Contracts.Store;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies;
using Policies.Contracts;
using Policies.Datasets;
using Policies.Lifecycle;

namespace Gateway.Contracts;

/// <summary>
/// What is in force on this gateway: datasets and products as the policies folder has them, contracts as the store has them, and lifetime budgets of datasets
/// as far as both have them. The store is asked again and again, and no query goes by an answer older than <see cref="ContractOptions.TrustFor"/>: a gateway
/// that is cut off from the store refuses rather than going by a contract that may have ended.
/// </summary>
internal sealed class PolicyTables(
    DocumentFolder folder, IContractStore store, DatasetLifetimes lifetimes, IContractNews news, EndedContracts ended, IOptions<ContractOptions> options,
    TimeProvider time, ILogger<PolicyTables> logger) : BackgroundService
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<string, LifetimeAgreement> _agreements = new(StringComparer.Ordinal);
    private Dictionary<(string, int), StoredContract> _live = [];
    private InForce _inForce = null!;
    private PolicySet _documents = null!;
    private PolicySet _held = null!; // the documents, with budgets that are agreed
    private PolicySet? _unmet; // documents that were read, and wait for the store or the log
    private long _revision;
    private long _confirmed;
    private volatile bool _trusted;

    /// <summary>Frozen; swapped whole.</summary>
    public PolicySet Current => _inForce?.Policies!;

    /// <summary>All that is in force, and all that is on its way there.</summary>
    public InForce InForce => _inForce;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _documents = folder.Load();
        if (await lifetimes.MeetAsync(_documents, cancellationToken)) await news.AnnounceAsync(cancellationToken);
        await RefreshContractsAsync(cancellationToken);
        await ended.CatchUpAsync(cancellationToken);
        await news.ListenAsync(() => TryRefreshAsync(CancellationToken.None), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Returns at once while the store's last word is recent; waits for a new one when it is not.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer: refuse.</exception>
    public ValueTask ConfirmAsync(CancellationToken cancellation) =>
        _trusted && time.GetElapsedTime(Volatile.Read(ref _confirmed)) <= options.Value.TrustFor ? default : new(RefreshContractsAsync(cancellation));

    /// <summary>Makes a change of the store, and goes by it from the very next query on.</summary>
    /// <param name="change">The change.</param>
    /// <param name="made">Whether its result tells that something changed.</param>
    /// <param name="cancellation">Gives up waiting; the change may have been made.</param>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<T> ChangeAsync<T>(Func<IContractChange, Task<T>> change, Func<T, bool> made, CancellationToken cancellation)
    {
        T result;
        try
        {
            result = await store.ChangeAsync(change, cancellation);
        }
        finally
        {
            // Also when it is not known whether the change was written: the next query asks.
            _trusted = false;
        }

        if (!made(result)) return result;
        await news.AnnounceAsync(cancellation);
        await RefreshContractsAsync(cancellation);
        return result;
    }

    /// <summary>Asks the store what changed.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer; what was known stays, for as long as it is trusted.</exception>
    public async Task RefreshContractsAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            var asked = time.GetTimestamp();
            _trusted = true; // before asking: a change that is made meanwhile takes it away again
            var changes = await store.ReadAsync(_revision, cancellation);
            if (changes.Contracts.Count > 0 || changes.Lifetimes.Count > 0 || _inForce is null) Apply(changes.Contracts, changes.Lifetimes);
            _revision = changes.Revision;
            Volatile.Write(ref _confirmed, asked);
            ended.Add(changes.Contracts.Where(c => c.State.IsEnd()));
        }
        catch
        {
            _trusted = false;
            throw;
        }
        finally
        {
            _one.Release();
        }

        await ended.PurgeAsync(cancellation);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.PollEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await RefreshDocumentsAsync(stoppingToken);
            await TryRefreshAsync(stoppingToken);
        }
    }

    private async Task TryRefreshAsync(CancellationToken cancellation)
    {
        try
        {
            await RefreshContractsAsync(cancellation);
        }
        catch (StoreUnavailableException e)
        {
            ContractsLog.NotConfirmed(logger, e);
        }
        catch (ObjectDisposedException)
        {
            // Word that came while the gateway ends.
        }
    }

    private async Task RefreshDocumentsAsync(CancellationToken cancellation)
    {
        _unmet = folder.Changed() ?? _unmet;
        if (_unmet is not { } documents) return;
        try
        {
            if (await lifetimes.MeetAsync(documents, cancellation)) await news.AnnounceAsync(cancellation);
            await RefreshContractsAsync(cancellation);
        }
        catch (Exception e) when (e is StoreUnavailableException or LogUnavailableException)
        {
            ContractsLog.LifetimesNotMet(logger, e);
            return;
        }

        await _one.WaitAsync(cancellation);
        try
        {
            (_documents, _held, _unmet) = (documents, DatasetLifetimes.Hold(documents, _agreements), null);
            Apply([], []);
        }
        finally
        {
            _one.Release();
        }
    }

    private void Apply(IReadOnlyList<StoredContract> changed, IReadOnlyList<LifetimeAgreement> agreements)
    {
        foreach (var agreement in agreements) _agreements[agreement.Dataset] = agreement;
        if (agreements.Count > 0 || _held is null) _held = DatasetLifetimes.Hold(_documents, _agreements);
        var live = new Dictionary<(string, int), StoredContract>(_live);
        foreach (var contract in changed)
        {
            var key = (contract.Document.Contract, contract.Document.Version);
            if (contract.State is ContractState.Revoked or ContractState.Replaced) live.Remove(key);
            else live[key] = contract;
        }

        _live = live;
        _inForce = InForce.Of(_held, live);
        foreach (var (version, objections) in _inForce.Unsound)
            ContractsLog.ContractUnsound(logger, version.Document.Contract, version.Document.Version, string.Join(' ', objections));
        ContractsLog.PoliciesLoaded(logger, Current.Datasets.Count, Current.Products.Count, Current.Contracts.Count);
    }
}

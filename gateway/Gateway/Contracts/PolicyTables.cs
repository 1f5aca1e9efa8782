using Gateway.Contracts.Lifecycle;
using Gateway.Contracts.News;
using Gateway.Contracts.Store;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies;
using Policies.Contracts;
using Policies.Lifecycle;

namespace Gateway.Contracts;

/// <summary>
/// What is in force on this gateway: datasets and products as the policies folder has them, contracts as the store has them. The store is asked
/// again and again, and no query goes by an answer older than <see cref="ContractOptions.TrustFor"/>: a gateway that is cut off from the store
/// refuses rather than going by a contract that may have ended.
/// </summary>
internal sealed class PolicyTables(
    DocumentFolder folder, IContractStore store, IContractNews news, EndedContracts ended, IOptions<ContractOptions> options, TimeProvider time,
    ILogger<PolicyTables> logger) : BackgroundService
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private Dictionary<(string, int), StoredContract> _live = [];
    private InForce _inForce = null!;
    private PolicySet _documents = null!;
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
        await RefreshContractsAsync(cancellationToken);
        await ended.CatchUpAsync(cancellationToken);
        await news.ListenAsync(() => TryRefreshAsync(CancellationToken.None), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Returns at once while the store's last word is recent; waits for a new one when it is not.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer: refuse.</exception>
    public ValueTask ConfirmAsync(CancellationToken cancellation) =>
        _trusted && time.GetElapsedTime(Volatile.Read(ref _confirmed)) <= options.Value.TrustFor ? default : new(RefreshContractsAsync(cancellation));

    /// <summary>From here on no query goes by what is known now. Called before a change takes effect, so that the very next query knows of it.</summary>
    public void Distrust() => _trusted = false;

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
            if (changes.Contracts.Count > 0 || _inForce is null) Apply(changes.Contracts);
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
        if (folder.Changed() is not { } documents) return;
        await _one.WaitAsync(cancellation);
        try
        {
            _documents = documents;
            Apply([]);
        }
        finally
        {
            _one.Release();
        }
    }

    private void Apply(IReadOnlyList<StoredContract> changed)
    {
        var live = new Dictionary<(string, int), StoredContract>(_live);
        foreach (var contract in changed)
        {
            var key = (contract.Document.Contract, contract.Document.Version);
            if (contract.State is ContractState.Revoked or ContractState.Replaced) live.Remove(key);
            else live[key] = contract;
        }

        _live = live;
        _inForce = InForce.Of(_documents, live);
        foreach (var (version, objections) in _inForce.Unsound)
            ContractsLog.ContractUnsound(logger, version.Document.Contract, version.Document.Version, string.Join(' ', objections));
        ContractsLog.PoliciesLoaded(logger, Current.Datasets.Count, Current.Products.Count, Current.Contracts.Count);
    }
}

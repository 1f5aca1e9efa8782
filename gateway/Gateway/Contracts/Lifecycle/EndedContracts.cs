using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Audit;
using Gateway.Contracts.Store;
using Gateway.Stores;

namespace Gateway.Contracts.Lifecycle;

/// <summary>
/// Sees to it that nothing of an ended contract is left on this gateway, and that the log proves it. Removed first, then recorded, then marked as
/// recorded: after a crash in between it is recorded again, with the same figures.
/// </summary>
internal sealed class EndedContracts(
    IContractStore store, IEnumerable<IContractRemains> remains, IAccessLog log, TimeProvider time, ILogger<EndedContracts> logger) : IDisposable
{
    private readonly ConcurrentQueue<EndedContract> _waiting = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Versions that have just ended; before <see cref="PurgeAsync"/>.</summary>
    public void Add(IEnumerable<StoredContract> contracts)
    {
        foreach (var contract in contracts)
            _waiting.Enqueue(new EndedContract(contract.Document.Contract, contract.Document.Version, contract.Version.Sha256));
    }

    /// <summary>Whatever ended while this gateway did not run.</summary>
    public async Task CatchUpAsync(CancellationToken cancellation)
    {
        foreach (var contract in await store.EndedAsync(cancellation)) _waiting.Enqueue(contract);
        await PurgeAsync(cancellation);
    }

    /// <summary>Purges what waits. What cannot be purged now waits for the next call.</summary>
    public async Task PurgeAsync(CancellationToken cancellation)
    {
        if (_waiting.IsEmpty) return;
        await _one.WaitAsync(cancellation);
        try
        {
            while (_waiting.TryPeek(out var contract))
            {
                await PurgeOneAsync(contract, cancellation);
                _waiting.TryDequeue(out _);
            }
        }
        catch (Exception e) when (e is StoreUnavailableException or LogUnavailableException)
        {
            ContractsLog.NotPurged(logger, e);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task PurgeOneAsync(EndedContract contract, CancellationToken cancellation)
    {
        var purged = new List<IContractRemains>();
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var remain in remains)
        {
            if (await remain.PurgeAsync(contract.Sha256, cancellation) is not { } removed) continue;
            purged.Add(remain);
            foreach (var (kind, count) in removed) facts.Add(kind, count.ToString(CultureInfo.InvariantCulture));
        }

        if (purged.Count == 0) return;
        facts["contract"] = contract.Contract;
        facts["version"] = contract.Version.ToString(CultureInfo.InvariantCulture);
        facts["sha256"] = contract.Sha256;
        await log.AppendAsync(new EventEntry { Time = time.GetUtcNow(), Event = ContractEvents.Purged, Facts = facts }, [], cancellation);
        foreach (var remain in purged) await remain.ProvedAsync(contract.Sha256, cancellation);
    }
}

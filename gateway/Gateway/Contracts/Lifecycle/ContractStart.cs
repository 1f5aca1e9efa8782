using Gateway.Audit;
using Gateway.Contracts.Store;
using Gateway.Hosting;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies;
using Policies.Lifecycle;

namespace Gateway.Contracts.Lifecycle;

/// <summary>
/// Prepares the store, and fills an empty one with the contracts of the policies folder, so that a new platform has something to show. That
/// happens once in the life of a store: afterwards a contract comes into force by its steps only, whoever may write to the folder.
/// </summary>
internal sealed class ContractStart(
    IContractStore store, IAccessLog log, IOptions<ContractOptions> options, IOptions<StoreOptions> stores, IOptions<GatewayOptions> gateway,
    TimeProvider time, ILogger<ContractStart> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await store.PrepareAsync(cancellationToken);
        if (!(options.Value.Seed ?? stores.Value.Postgres is null)) return;
        if (await store.RevisionAsync(cancellationToken) > 0) return;
        var seeded = await store.ChangeAsync(change => SeedAsync(change, cancellationToken), cancellationToken);
        if (seeded > 0) ContractsLog.Seeded(logger, seeded);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<int> SeedAsync(IContractChange change, CancellationToken cancellation)
    {
        if (change.Revision != 1) return 0;
        var (policies, errors) = PolicyFolder.Load(gateway.Value.Policies);
        if (policies is null)
        {
            throw new InvalidOperationException(
                $"The policies in '{gateway.Value.Policies}' have errors:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
        }

        var step = new StepTaken(LifecycleStep.Seed, StepTaken.Gateway, time.GetUtcNow());
        var contracts = policies.Contracts.Values
            .Select(version => new StoredContract(version, ContractLife.Draft.Take(version.Document, step).Life!))
            .OrderBy(c => c.Document.Contract, StringComparer.Ordinal).ToList();
        await Task.WhenAll(contracts.Select(c => log.AppendAsync(ContractEvents.Of(c), [], cancellation).AsTask()));
        foreach (var contract in contracts) await change.AddAsync(contract);
        return contracts.Count;
    }
}

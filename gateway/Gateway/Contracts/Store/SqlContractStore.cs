using System.Data.Common;
using Gateway.Stores;
using Gateway.Stores.Sql;
using Policies.Datasets;

namespace Gateway.Contracts.Store;

/// <summary>Contracts in a relational database.</summary>
internal sealed class SqlContractStore(ISqlDatabase database) : IContractStore
{
    /// <inheritdoc/>
    public Task PrepareAsync(CancellationToken cancellation) => Guarded(async () =>
    {
        await ContractTables.Migrations.RunAsync(database, cancellation);
        return true;
    });

    /// <inheritdoc/>
    public Task<long> RevisionAsync(CancellationToken cancellation) => ReadAsync((tables, _) => tables.RevisionAsync(), cancellation);

    /// <inheritdoc/>
    public Task<ContractChanges> ReadAsync(long after, CancellationToken cancellation) => ReadAsync(
        async (tables, lifetimes) =>
        {
            // The number first: what is written after it is read is read again next time, and nothing is missed.
            var revision = await tables.RevisionAsync();
            if (revision == after) return new ContractChanges(revision, [], []);
            return new ContractChanges(
                revision,
                await (after == 0 ? tables.FindAsync("v.state NOT IN ('revoked', 'replaced')") : tables.FindAsync("v.changed > @after", ("after", after))),
                await lifetimes.ReadAsync(after));
        },
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredContract>> VersionsAsync(string contract, CancellationToken cancellation) =>
        ReadAsync((tables, _) => OfContract(tables, contract), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EndedContract>> EndedAsync(CancellationToken cancellation) =>
        ReadAsync(async (tables, _) => (IReadOnlyList<EndedContract>)await tables.EndedAsync(), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LifetimeAgreement>> LifetimesAsync(CancellationToken cancellation) =>
        ReadAsync((_, lifetimes) => lifetimes.ReadAsync(after: 0), cancellation);

    /// <inheritdoc/>
    public Task<T> ChangeAsync<T>(Func<IContractChange, Task<T>> change, CancellationToken cancellation) => Guarded(async () =>
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var sql = new SqlCommands(connection, transaction);
        var tables = new ContractTables(sql, cancellation);
        var run = new Change(tables, new LifetimeTable(sql, cancellation), await tables.NextRevisionAsync());
        var result = await change(run);

        // A crash before this returns leaves everything as it was. Without it, so does the end of the transaction.
        if (run.Written) await transaction.CommitAsync(cancellation);
        return result;
    });

    private Task<T> ReadAsync<T>(Func<ContractTables, LifetimeTable, Task<T>> read, CancellationToken cancellation) => Guarded(async () =>
    {
        await using var connection = await database.OpenAsync(cancellation);
        var sql = new SqlCommands(connection);
        return await read(new ContractTables(sql, cancellation), new LifetimeTable(sql, cancellation));
    });

    private static async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new StoreUnavailableException("contract", e);
        }
    }

    private static Task<IReadOnlyList<StoredContract>> OfContract(ContractTables tables, string contract) =>
        tables.FindAsync("v.contract = @contract", ("contract", contract));

    private sealed class Change(ContractTables tables, LifetimeTable lifetimes, long revision) : IContractChange
    {
        public long Revision => revision;

        public bool Written { get; private set; }

        public Task<IReadOnlyList<StoredContract>> VersionsAsync(string contract) => OfContract(tables, contract);

        public Task<IReadOnlyList<StoredContract>> ActiveAsync(string consumer, string product) =>
            tables.FindAsync("v.consumer = @consumer AND v.product = @product AND v.state = 'active'", ("consumer", consumer), ("product", product));

        public Task AddAsync(StoredContract contract)
        {
            Written = true;
            return tables.AddAsync(contract, revision);
        }

        public Task StepAsync(StoredContract contract)
        {
            Written = true;
            return tables.StepAsync(contract, revision);
        }

        public Task<IReadOnlyList<LifetimeAgreement>> LifetimesAsync() => lifetimes.ReadAsync(after: 0);

        public Task SetAsync(LifetimeAgreement agreement)
        {
            Written = true;
            return lifetimes.SetAsync(agreement, revision);
        }
    }
}

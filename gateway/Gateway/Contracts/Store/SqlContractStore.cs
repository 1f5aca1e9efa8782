using System.Data.Common;
using Gateway.Stores;
using Gateway.Stores.Sql;

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
    public Task<long> RevisionAsync(CancellationToken cancellation) => ReadAsync(tables => tables.RevisionAsync(), cancellation);

    /// <inheritdoc/>
    public Task<ContractChanges> ReadAsync(long after, CancellationToken cancellation) => ReadAsync(
        async tables =>
        {
            // The number first: what is written after it is read is read again next time, and nothing is missed.
            var revision = await tables.RevisionAsync();
            return new ContractChanges(revision, after == 0
                ? await tables.FindAsync("v.state NOT IN ('revoked', 'replaced')")
                : revision == after ? [] : await tables.FindAsync("v.changed > @after", ("after", after)));
        },
        cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredContract>> VersionsAsync(string contract, CancellationToken cancellation) =>
        ReadAsync(tables => OfContract(tables, contract), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<EndedContract>> EndedAsync(CancellationToken cancellation) =>
        ReadAsync(async tables => (IReadOnlyList<EndedContract>)await tables.EndedAsync(), cancellation);

    /// <inheritdoc/>
    public Task<T> ChangeAsync<T>(Func<IContractChange, Task<T>> change, CancellationToken cancellation) => Guarded(async () =>
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var tables = new ContractTables(new SqlCommands(connection, transaction), cancellation);
        var run = new Change(tables, await tables.NextRevisionAsync());
        var result = await change(run);

        // A crash before this returns leaves everything as it was. Without it, so does the end of the transaction.
        if (run.Written) await transaction.CommitAsync(cancellation);
        return result;
    });

    private Task<T> ReadAsync<T>(Func<ContractTables, Task<T>> read, CancellationToken cancellation) => Guarded(async () =>
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await read(new ContractTables(new SqlCommands(connection), cancellation));
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

    private sealed class Change(ContractTables tables, long revision) : IContractChange
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
    }
}

using Gateway.Stores;

namespace Gateway.Ledger.Storage;

/// <summary>The ledger in a database: SQLite for one gateway, PostgreSQL for any number.</summary>
internal sealed class DatabaseLedger : ILedger, IDisposable
{
    private readonly LedgerDatabase _database;
    private readonly LedgerQueue _queue;
    private readonly TimeProvider _time;

    public DatabaseLedger(LedgerDatabase database, TimeProvider time, LedgerMetrics metrics)
    {
        (_database, _time) = (database, time);
        _queue = new LedgerQueue(database, time, metrics);
    }

    /// <inheritdoc/>
    public async ValueTask<ChargeOutcome> ChargeAsync(Charge charge, CancellationToken cancellation)
    {
        var cost = charge.Cost;
        if (cost.IsNone || cost.NanoRho < 0 || cost.FemtoDelta < 0) throw new ArgumentOutOfRangeException(nameof(charge), "A charge is more than nothing, and no part of it below.");
        return await _queue.ChargeAsync(charge).WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<Spending> SpendingAsync(string contract, CancellationToken cancellation) => ReadAsync(
        table =>
        {
            var window = Math.Max(table.Head(locked: false).Window, BudgetWindow.Of(_time.GetUtcNow()));
            var owner = LedgerBook.OfContract(contract);
            return new Spending(table.Total(owner, window), table.Total(owner, 0));
        },
        cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LedgerEntry>> EntriesAsync(string consumer, string? contract, string? dataset, int most, CancellationToken cancellation) =>
        ReadAsync(table => (IReadOnlyList<LedgerEntry>)table.Of(consumer, contract, dataset, most), cancellation);

    /// <summary>Reads with a connection of its own, in one transaction, so that what is read belongs together.</summary>
    public async ValueTask<T> ReadAsync<T>(Func<LedgerTable, T> read, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            await using var connection = await Task.Run(_database.OpenReader, cancellation);
            await using var transaction = LedgerDatabase.BeginReading(connection);
            using var table = new LedgerTable(connection, _database.Dialect) { Transaction = transaction };
            return read(table);
        }
        catch (Exception e) when (LedgerDialect.IsDatabaseFailure(e))
        {
            throw new StoreUnavailableException("ledger", e);
        }
    }

    /// <summary>Makes the tables where they are missing, so that readers find them.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be used.</exception>
    public void Prepare()
    {
        try
        {
            _database.OpenWriter().Dispose();
        }
        catch (Exception e) when (LedgerDialect.IsDatabaseFailure(e))
        {
            throw new StoreUnavailableException("ledger", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.Dispose();
        _database.Close();
    }
}

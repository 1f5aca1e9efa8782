using System.Collections.Concurrent;
using System.Data.Common;
using Gateway.Stores;

namespace Gateway.Ledger.Storage;

/// <summary>
/// This gateway's one writer: a thread that puts all waiting charges into one transaction, so that they share its fsync. A charge is reported made
/// after the commit only; when a transaction fails, all of its charges are reported failed, though some may have been made.
/// </summary>
internal sealed class LedgerQueue : IDisposable
{
    private const int MaxGroup = 256;
    private readonly LedgerDatabase _database;
    private readonly TimeProvider _time;
    private readonly LedgerMetrics _metrics;
    private readonly BlockingCollection<Waiting> _waiting = new(16_384);
    private readonly Thread _thread;
    private DbConnection? _connection;
    private LedgerTable? _table;
    private int _disposed;

    public LedgerQueue(LedgerDatabase database, TimeProvider time, LedgerMetrics metrics)
    {
        (_database, _time, _metrics) = (database, time, metrics);
        _thread = new Thread(Run) { IsBackground = true, Name = "ledger" };
        _thread.Start();
    }

    /// <summary>Completes when the charge is durable, or refused.</summary>
    public Task<ChargeOutcome> ChargeAsync(Charge charge)
    {
        var waiting = new Waiting(charge);
        try
        {
            // Full means that the database has not answered for thousands of requests: refuse at once, hold nobody up.
            if (!_waiting.TryAdd(waiting)) waiting.Fail(new StoreUnavailableException("ledger"));
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            waiting.Fail(new StoreUnavailableException("ledger", e));
        }

        return waiting.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
    }

    private void Run()
    {
        var group = new List<Waiting>(MaxGroup);
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < MaxGroup && _waiting.TryTake(out var next)) group.Add(next);
            Commit(group);
            group.Clear();
        }

        Forget();
    }

    private void Commit(List<Waiting> group)
    {
        var started = _time.GetTimestamp();
        try
        {
            _connection ??= _database.OpenWriter();
            _table ??= new LedgerTable(_connection, _database.Dialect);
            using var transaction = _connection.BeginTransaction();
            _table.Transaction = transaction;
            var book = new LedgerBook(_table, _time.GetUtcNow());
            foreach (var waiting in group) waiting.Apply(book);
            book.Write();
            // A crash before this returns: nobody was told anything, nothing is computed, and the database rolls back or forward by itself.
            transaction.Commit();
        }
        catch (Exception e)
        {
            // After a failure the connection's state is not trusted: the next group opens its own.
            Forget();
            _metrics.Failed(group.Count);
            foreach (var waiting in group) waiting.Fail(new StoreUnavailableException("ledger", e));
            return;
        }

        _metrics.Committed(group.Count, _time.GetElapsedTime(started));
        foreach (var waiting in group) waiting.Succeed();
    }

    private void Forget()
    {
        _table?.Dispose();
        _connection?.Dispose();
        (_table, _connection) = (null, null);
    }

    private sealed class Waiting(Charge charge)
    {
        private readonly TaskCompletionSource<ChargeOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private ChargeOutcome? _outcome;
        private ArgumentException? _misuse;

        public Task<ChargeOutcome> Task => _done.Task;

        // A charge that is itself wrong is its caller's bug, and no reason to fail the others of its group.
        public void Apply(LedgerBook book)
        {
            try
            {
                _outcome = book.Apply(charge);
            }
            catch (ArgumentException e)
            {
                _misuse = e;
            }
        }

        public void Succeed()
        {
            if (_misuse is null) _done.SetResult(_outcome!);
            else _done.SetException(_misuse);
        }

        public void Fail(StoreUnavailableException e) => _done.TrySetException(e);
    }
}

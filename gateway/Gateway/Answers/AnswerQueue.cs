using System.Collections.Concurrent;
using Gateway.Stores;
using Microsoft.Data.Sqlite;

namespace Gateway.Answers;

/// <summary>
/// The one writer of the file: a thread that puts all waiting writes into one transaction, so that they share its fsync. A write is
/// reported done after the commit only; when any write of a transaction fails, all of it is rolled back and all are reported failed.
/// </summary>
internal sealed class AnswerQueue : IDisposable
{
    private const int MaxGroup = 256;
    private readonly AnswerDatabase _database;
    private readonly BlockingCollection<IWrite> _writes = new(16_384);
    private readonly Thread _thread;
    private SqliteConnection? _connection;
    private int _disposed;

    public AnswerQueue(AnswerDatabase database)
    {
        _database = database;
        _thread = new Thread(Run) { IsBackground = true, Name = "answers" };
        _thread.Start();
    }

    /// <summary>Runs the write inside a transaction; completes when it is durable.</summary>
    public Task<T> WriteAsync<T>(Func<AnswerTable, T> apply)
    {
        var write = new Write<T>(apply);
        try
        {
            // Full means that the disk has not answered for thousands of requests: refuse at once, hold nobody up.
            if (!_writes.TryAdd(write)) write.Fail(new StoreUnavailableException("answer"));
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException)
        {
            write.Fail(new StoreUnavailableException("answer", e));
        }

        return write.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The container disposes a store once for each service that it stands for.
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        _writes.CompleteAdding();
        _thread.Join();
        _writes.Dispose();
    }

    private void Run()
    {
        var group = new List<IWrite>(MaxGroup);
        foreach (var first in _writes.GetConsumingEnumerable())
        {
            group.Add(first);
            while (group.Count < MaxGroup && _writes.TryTake(out var next)) group.Add(next);
            Commit(group);
            group.Clear();
        }

        _connection?.Dispose();
    }

    private void Commit(List<IWrite> group)
    {
        try
        {
            _connection ??= _database.OpenWriter();
            using var transaction = _connection.BeginTransaction();
            var table = new AnswerTable(_connection, transaction);
            foreach (var write in group) write.Apply(table);
            // A crash before this returns: nobody was told anything, and SQLite rolls back or forward by itself.
            transaction.Commit();
        }
        catch (Exception e)
        {
            // After a failed write the connection's state is not trusted: the next group opens its own.
            _connection?.Dispose();
            _connection = null;
            foreach (var write in group) write.Fail(new StoreUnavailableException("answer", e));
            return;
        }

        foreach (var write in group) write.Succeed();
    }

    private interface IWrite
    {
        void Apply(AnswerTable table);

        void Succeed();

        void Fail(StoreUnavailableException e);
    }

    private sealed class Write<T>(Func<AnswerTable, T> apply) : IWrite
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Task => _done.Task;

        public void Apply(AnswerTable table) => _result = apply(table);

        public void Succeed() => _done.SetResult(_result);

        public void Fail(StoreUnavailableException e) => _done.SetException(e);
    }
}

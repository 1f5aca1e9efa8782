using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.Ledger.Storage;

/// <summary>Opens connections to the ledger's database. Readers come from the driver's pool.</summary>
internal sealed class LedgerDatabase
{
    private readonly Func<bool, DbConnection> _connect;
    private readonly string? _folder;

    private LedgerDatabase(LedgerDialect dialect, Func<bool, DbConnection> connect, string? folder, TimeSpan timeout)
    {
        (Dialect, _connect, _folder, Timeout) = (dialect, connect, folder, timeout);
    }

    public LedgerDialect Dialect { get; }

    public TimeSpan Timeout { get; }

    /// <summary>A file.</summary>
    public static LedgerDatabase Sqlite(string file, TimeSpan timeout)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = (int)timeout.TotalSeconds };
        var (reader, writer) = (builder.ToString(), new SqliteConnectionStringBuilder(builder.ToString()) { Pooling = false }.ToString());
        // Not pooled: a connection that is disposed of after a failure must not come back.
        return new LedgerDatabase(LedgerDialect.Sqlite, write => new SqliteConnection(write ? writer : reader), Path.GetDirectoryName(file), timeout);
    }

    /// <summary>A server.</summary>
    public static LedgerDatabase Postgres(string connectionString, TimeSpan timeout)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = (int)timeout.TotalSeconds, Timeout = (int)timeout.TotalSeconds };
        var (reader, writer) = (builder.ToString(), new NpgsqlConnectionStringBuilder(builder.ToString()) { Pooling = false }.ToString());
        return new LedgerDatabase(LedgerDialect.Postgres, write => new NpgsqlConnection(write ? writer : reader), null, timeout);
    }

    /// <summary>A connection for one writer; makes file and tables where they are missing.</summary>
    public DbConnection OpenWriter()
    {
        if (_folder is { Length: > 0 }) Directory.CreateDirectory(_folder);
        var connection = Open(_connect(true));
        try
        {
            Run(connection, null, Dialect.Session);
            using var transaction = connection.BeginTransaction();
            Run(connection, transaction, Dialect.Schema);
            transaction.Commit();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection for one read.</summary>
    public DbConnection OpenReader() => Open(_connect(false));

    /// <summary>A transaction in which all reads see the same instant and hold nobody up.</summary>
    public static DbTransaction BeginReading(DbConnection connection) => connection is SqliteConnection sqlite
        ? sqlite.BeginTransaction(deferred: true)
        : connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);

    /// <summary>Closes the connections that wait in the pool.</summary>
    public void Close()
    {
        using var connection = _connect(false);
        if (connection is SqliteConnection sqlite) SqliteConnection.ClearPool(sqlite);
        if (connection is NpgsqlConnection postgres) NpgsqlConnection.ClearPool(postgres);
    }

    private static DbConnection Open(DbConnection connection)
    {
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Run(DbConnection connection, DbTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }
}

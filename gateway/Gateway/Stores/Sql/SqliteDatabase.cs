using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Gateway.Stores.Sql;

/// <summary>One SQLite file, for one gateway.</summary>
/// <param name="file">Its path; made where it is missing.</param>
internal sealed class SqliteDatabase(string file) : ISqlDatabase, IDisposable
{
    private readonly string _connection = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 5 }.ToString();

    /// <inheritdoc/>
    public string MigrationLock => "";

    /// <inheritdoc/>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        var connection = new SqliteConnection(_connection);
        try
        {
            await connection.OpenAsync(cancellation);
            using var command = connection.CreateCommand();
            // FULL: a transaction is on the disk when its commit returns. NORMAL would lose the last ones in a power cut.
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            await command.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the connections that wait in the pool.</summary>
    public void Dispose()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }
}

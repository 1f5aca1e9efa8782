using Microsoft.Data.Sqlite;

namespace Gateway.Answers;

/// <summary>Opens connections to the file. Readers come from the driver's pool.</summary>
internal sealed class AnswerDatabase(string file)
{
    private readonly string _reader = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 5 }.ToString();

    // Not pooled: a connection that is disposed of after a failure must not come back.
    private readonly string _writer =
        new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 5, Pooling = false }.ToString();

    /// <summary>A connection for the one writer; makes file and table where they are missing.</summary>
    public SqliteConnection OpenWriter()
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        var connection = Open(_writer);
        try
        {
            // FULL: a transaction is on the disk when its commit returns. NORMAL would lose the last ones in a power cut.
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            command.ExecuteNonQuery();
            new AnswerTable(connection).Create();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection for one read.</summary>
    public SqliteConnection OpenReader() => Open(_reader);

    /// <summary>Closes the connections that wait in the pool.</summary>
    public void Close()
    {
        using var connection = new SqliteConnection(_reader);
        SqliteConnection.ClearPool(connection);
    }

    private static SqliteConnection Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
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
}

using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Gateway.Audit.Search;

/// <summary>The tables of the index. Names are numbers in them, so that a million entries are some dozen megabytes.</summary>
internal static class IndexSchema
{
    /// <summary>An index of another version is built anew.</summary>
    public const long Version = 1;

    /// <summary>What <c>outcome</c> is of an event.</summary>
    public const long Event = 9;

    private const string Tables = """
        CREATE TABLE state (version INTEGER NOT NULL, origin TEXT NOT NULL, next INTEGER NOT NULL, leaf BLOB NOT NULL);
        CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE entries (
          idx INTEGER PRIMARY KEY, time INTEGER NOT NULL, day INTEGER NOT NULL, outcome INTEGER NOT NULL, what INTEGER NOT NULL, consumer INTEGER, contract INTEGER,
          product INTEGER, purpose INTEGER, model INTEGER, subjects INTEGER, nano_rho INTEGER, femto_delta INTEGER, replay INTEGER NOT NULL, suppressed INTEGER NOT NULL);
        CREATE INDEX by_time ON entries (time);
        CREATE TABLE reasons (reason INTEGER NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY (reason, idx)) WITHOUT ROWID;
        CREATE TABLE subjects (prefix INTEGER NOT NULL, idx INTEGER NOT NULL, PRIMARY KEY (prefix, idx)) WITHOUT ROWID;
        """;

    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    /// <summary>The number of a day in Asia/Shanghai.</summary>
    public static long Day(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(Shanghai).DateTime).DayNumber;

    /// <summary>Opens the file; makes the tables where it is new.</summary>
    /// <param name="path">The file.</param>
    /// <param name="origin">The log's name.</param>
    public static SqliteConnection Open(string path, string origin)
    {
        var connection = Connect(path);
        // A power cut takes the last transactions and never half of one: they are indexed again.
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;");
        using var tables = connection.CreateCommand();
        tables.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'state'";
        if (Convert.ToInt64(tables.ExecuteScalar(), CultureInfo.InvariantCulture) == 1) return connection;
        using var transaction = connection.BeginTransaction();
        Run(connection, Tables);
        using var state = connection.CreateCommand();
        state.CommandText = "INSERT INTO state VALUES (@version, @origin, 0, x'')";
        state.Parameters.AddWithValue("@version", Version);
        state.Parameters.AddWithValue("@origin", origin);
        state.ExecuteNonQuery();
        transaction.Commit();
        return connection;
    }

    /// <summary>One more connection to it.</summary>
    public static SqliteConnection Connect(string path)
    {
        // Not pooled: a file that is built anew is deleted first.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

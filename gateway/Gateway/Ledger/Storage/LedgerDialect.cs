using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.Ledger.Storage;

/// <summary>Where the two databases differ. All else is the same SQL.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Schema">Makes the tables where they are missing.</param>
/// <param name="Session">What each writing connection says first.</param>
/// <param name="Lock">Behind a SELECT of the head: no other writer, of this gateway or another, comes between it and the commit.</param>
internal sealed record LedgerDialect(string Name, string Schema, string Session, string Lock)
{
    private const string Tables =
        """
        CREATE TABLE IF NOT EXISTS ledger_entries (
          sequence BIGINT PRIMARY KEY, charge BYTES NOT NULL UNIQUE, consumer TEXT NOT NULL, contract TEXT NOT NULL, dataset TEXT NOT NULL,
          nano_rho BIGINT NOT NULL, femto_delta BIGINT NOT NULL, budget_window INTEGER NOT NULL, time BIGINT NOT NULL, hash BYTES NOT NULL);
        CREATE INDEX IF NOT EXISTS ledger_entries_consumer ON ledger_entries (consumer, sequence);
        CREATE TABLE IF NOT EXISTS ledger_totals (
          owner TEXT NOT NULL, budget_window INTEGER NOT NULL, nano_rho BIGINT NOT NULL, femto_delta BIGINT NOT NULL, PRIMARY KEY (owner, budget_window));
        CREATE TABLE IF NOT EXISTS ledger_head (
          one INTEGER PRIMARY KEY CHECK (one = 1), sequence BIGINT NOT NULL, budget_window INTEGER NOT NULL, hash BYTES NOT NULL);
        INSERT INTO ledger_head (one, sequence, budget_window, hash) VALUES (1, 0, 0, NO_HASH) ON CONFLICT DO NOTHING;
        """;

    // FULL: a transaction is on the disk when its commit returns. NORMAL would lose the last ones in a power cut.
    // An SQLite transaction that is begun for writing is alone already.
    public static LedgerDialect Sqlite { get; } = new(
        "SQLite", TablesOf("BLOB", "zeroblob(32)"),
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", "");

    // The same of PostgreSQL, whatever its configuration says of other sessions. Gateways that make the tables at once wait for each other.
    public static LedgerDialect Postgres { get; } = new(
        "PostgreSQL",
        "SELECT pg_advisory_xact_lock(5136427851);" + TablesOf("BYTEA", $"decode('{new string('0', 64)}', 'hex')"),
        "SET synchronous_commit = on;", "FOR UPDATE");

    /// <summary>Whether an exception says that the database did not do what it was asked, rather than that there is a bug in here.</summary>
    public static bool IsDatabaseFailure(Exception e) =>
        e is SqliteException or NpgsqlException or DbException or IOException or UnauthorizedAccessException or TimeoutException or ObjectDisposedException;

    private static string TablesOf(string bytes, string noHash) =>
        Tables.Replace("BYTES", bytes, StringComparison.Ordinal).Replace("NO_HASH", noHash, StringComparison.Ordinal);
}

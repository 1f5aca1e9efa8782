using System.Data.Common;

namespace Gateway.Stores.Sql;

/// <summary>
/// A relational database: one SQLite file, or PostgreSQL. Statements are written in what both understand; parameters are <c>@name</c>, whole numbers
/// <c>BIGINT</c>, texts <c>TEXT</c>. A transaction that begins with an update of one row which all writers update is alone until it ends.
/// </summary>
internal interface ISqlDatabase
{
    /// <summary>A statement that lets one migration run at a time; empty where a transaction alone sees to it.</summary>
    string MigrationLock { get; }

    /// <summary>An open connection, of a pool. What it commits survives a power cut.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    Task<DbConnection> OpenAsync(CancellationToken cancellation);
}

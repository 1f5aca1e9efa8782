using System.Data.Common;
using Npgsql;

namespace Gateway.Stores.Sql;

/// <summary>A PostgreSQL database, for several gateways. A server that does not answer is an error within seconds, not a wait.</summary>
internal sealed class PostgresDatabase : ISqlDatabase, IAsyncDisposable, IDisposable
{
    private const int Seconds = 5;
    private readonly NpgsqlDataSource _source;

    public PostgresDatabase(string connectionString) => _source = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(connectionString) { Timeout = Seconds, CommandTimeout = Seconds, CancellationTimeout = 1000 });

    /// <inheritdoc/>
    public string MigrationLock => "SELECT pg_advisory_xact_lock(7226170001)";

    /// <inheritdoc/>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await _source.OpenConnectionAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}

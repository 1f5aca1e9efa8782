namespace Gateway.Stores.Sql;

/// <summary>
/// Brings the tables of one feature to the newest form, script by script, each once. Scripts are only ever added: a database tells by a number
/// how many it has seen. All of them run in one transaction, so a crash leaves the old form or the new one.
/// </summary>
/// <param name="feature">Whose tables: each feature of a database counts on its own.</param>
/// <param name="scripts">The scripts, the oldest first.</param>
internal sealed class SqlMigrations(string feature, params IReadOnlyList<string> scripts)
{
    /// <summary>Runs what is missing. Gateways that start together do it one after the other.</summary>
    /// <exception cref="InvalidOperationException">The database was migrated by a newer gateway: this one does not know its form.</exception>
    public async Task RunAsync(ISqlDatabase database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var sql = new SqlCommands(connection, transaction);
        if (database.MigrationLock.Length > 0) await sql.RunAsync(database.MigrationLock, cancellation);
        await sql.RunAsync("CREATE TABLE IF NOT EXISTS schema_versions (feature TEXT PRIMARY KEY, version BIGINT NOT NULL)", cancellation);
        var seen = await sql.NumberAsync("SELECT version FROM schema_versions WHERE feature = @feature", cancellation, ("feature", feature)) ?? 0;
        if (seen > scripts.Count)
            throw new InvalidOperationException($"The tables of {feature} are of a newer gateway (form {seen}; this one knows {scripts.Count}).");
        if (seen < scripts.Count)
        {
            foreach (var script in scripts.Skip((int)seen)) await sql.RunAsync(script, cancellation);
            await sql.RunAsync(
                "INSERT INTO schema_versions (feature, version) VALUES (@feature, @version) ON CONFLICT (feature) DO UPDATE SET version = excluded.version",
                cancellation,
                ("feature", feature),
                ("version", (long)scripts.Count));
        }

        await transaction.CommitAsync(cancellation);
    }
}

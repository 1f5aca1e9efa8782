using Npgsql;

namespace Sandbox.Postgres;

/// <summary>
/// Connections from inside a box: over a unix socket, so without TLS; with settings that hold for the whole session, whatever the server's or the role's are. Nothing of a
/// statement, a parameter or a row is logged here.
/// </summary>
internal static class PostgresPool
{
    private const int Seconds = 5;

    /// <summary>A pool, not connected yet.</summary>
    /// <param name="connection">The operator's connection string; its <c>Host</c> is the folder of the socket as seen from here.</param>
    /// <param name="application">What the server's own views call it.</param>
    /// <param name="size">The most connections.</param>
    /// <param name="settings">Settings of the server, by name; plain words and numbers.</param>
    public static NpgsqlDataSource Open(string connection, string application, int size, params IEnumerable<(string Name, string Value)> settings)
    {
        // Nothing is looked up outside of the server's own catalog, and dates are written as they are read.
        IEnumerable<(string Name, string Value)> always = [("search_path", "pg_catalog"), ("datestyle", "ISO"), ("intervalstyle", "postgres"), ("client_encoding", "UTF8")];
        var builder = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = application,
            MaxPoolSize = size,
            Timeout = Seconds,
            CommandTimeout = 0,
            CancellationTimeout = Seconds * 1000,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            IncludeErrorDetail = false,
            LogParameters = false,
            Options = string.Join(' ', settings.Concat(always).Select(s => $"-c {s.Name}={s.Value}")),
        };
        return new NpgsqlSlimDataSourceBuilder(builder.ConnectionString).ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build();
    }
}

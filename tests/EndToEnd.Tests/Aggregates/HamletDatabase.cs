using Npgsql;
using Testing.Servers;

namespace EndToEnd.Tests.Aggregates;

/// <summary>A database as docs/operations.md sets it up: the city's own schema, one of ours, a role that imports and a role that only reads what was imported.</summary>
internal sealed class HamletDatabase(PostgresServer server)
{
    /// <summary>What must be in no log and on no command line.</summary>
    public const string Password = "s3cret-4711";

    public string ForImports => As("dpg_importer");

    public string ForWorkers => As("dpg_reader");

    /// <summary>The table of a dataset's rows.</summary>
    public static string Table(string dataset) => $"city.{dataset.Replace('-', '_')}";

    public Task SetUpAsync() => ExecuteAsync($"""
        CREATE SCHEMA city;
        CREATE ROLE dpg_importer LOGIN PASSWORD '{Password}';
        CREATE ROLE dpg_reader LOGIN PASSWORD '{Password}';
        CREATE SCHEMA dpg AUTHORIZATION dpg_importer;
        GRANT USAGE ON SCHEMA dpg TO dpg_reader;
        ALTER DEFAULT PRIVILEGES FOR ROLE dpg_importer IN SCHEMA dpg GRANT SELECT ON TABLES TO dpg_reader;
        GRANT USAGE ON SCHEMA city TO dpg_importer;
        """);

    /// <summary>Makes a dataset's table anew.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="rows">Rows, in CSV: <c>id,serial,amount,place</c>.</param>
    public async Task FillAsync(string dataset, IEnumerable<string> rows)
    {
        var values = rows.Select(row => row.Split(',')).Select(v => $"('{v[0]}', {v[1]}, {(v[2].Length == 0 ? "NULL" : v[2])}, '{v[3]}')");
        await ExecuteAsync($"""
            DROP TABLE IF EXISTS {Table(dataset)};
            CREATE TABLE {Table(dataset)} (id text, serial bigint, amount numeric, place text);
            INSERT INTO {Table(dataset)} VALUES {string.Join(',', values)};
            GRANT SELECT ON {Table(dataset)} TO dpg_importer;
            """);
    }

    /// <summary>How many tables of versions there are.</summary>
    public async Task<long> VersionsAsync()
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'dpg'");
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    private string As(string role) => $"{server.SocketConnectionString.Replace("Username=postgres", $"Username={role}", StringComparison.Ordinal)};Password={Password}";

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

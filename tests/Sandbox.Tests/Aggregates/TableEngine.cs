using System.Globalization;
using DuckDB.NET.Data;
using Sandbox.Aggregates;
using Sandbox.Aggregates.Engines;
using Sandbox.Datasets;

namespace Sandbox.Tests.Aggregates;

/// <summary>The worker's statements over rows in memory, by DuckDB.</summary>
internal sealed class TableEngine : IAggregateEngine
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public TableEngine(IReadOnlyList<TestRow> rows)
    {
        _connection.Open();
        Execute("SET threads = 1");
        Execute($"CREATE TABLE {Dialect.Rows} (id VARCHAR, {DataColumns.Rank} INTEGER, home VARCHAR, shop VARCHAR, day DATE, amount DECIMAL(18, 2), visits BIGINT, ok BOOLEAN)");
        if (rows.Count > 0) Execute($"INSERT INTO {Dialect.Rows} VALUES {string.Join(',', rows.Select(Values))}");
    }

    public SqlDialect Dialect => SqlDialect.DuckDb;

    public Task<IReadOnlyList<string?[]>> QueryAsync(SqlStatement statement, CancellationToken cancellation) =>
        DuckDbEngine.QueryAsync(_connection, statement, cancellation);

    public void Dispose() => _connection.Dispose();

    /// <summary>A row in SQL, in the order of id, rank and the columns.</summary>
    public static string Values(TestRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"({Sql.Text(row.Subject)},{row.Rank},{Sql.Text(row.Home)},{(row.Shop is { } shop ? Sql.Text(shop) : "NULL")},'{row.Day:yyyy-MM-dd}',{(row.Amount is { } amount ? Literals.Number(amount, 2) : "NULL")},{row.Visits},{row.Ok})");

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

using System.Data.Common;
using DuckDB.NET.Data;

namespace Sandbox.Datasets;

/// <summary>
/// DuckDB for one import, locked down: it can read the source and use the staging folder, nothing else; no network, no extensions, and its settings can no
/// longer be changed. That is a second wall; the box is the first. What does not fit in memory spills into the staging folder.
/// Its error messages can hold values of the data: none may leave an import.
/// </summary>
internal sealed class ImportEngine : IDisposable
{
    private const string SpillFolder = "spill";
    private readonly string _spill;

    /// <summary>Opens an engine.</summary>
    /// <param name="sourcePath">The one file outside of staging that it may read; empty for none.</param>
    /// <param name="stagingPath">The folder that it may read and write.</param>
    public ImportEngine(string sourcePath, string stagingPath)
    {
        _spill = Path.Combine(stagingPath, SpillFolder);
        Connection = new DuckDBConnection("DataSource=:memory:");
        Connection.Open();
        string[] settings =
        [
            $"SET temp_directory = {Sql.Text(_spill)}",
            $"SET allowed_directories = [{Sql.Text(stagingPath)}]",
            $"SET allowed_paths = [{(sourcePath.Length == 0 ? "" : Sql.Text(sourcePath))}]",
            "SET enable_external_access = false",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET allow_community_extensions = false",
            $"SET threads = {Math.Clamp(Environment.ProcessorCount, 1, 16)}",
            "SET memory_limit = '2GB'",
            "SET lock_configuration = true",
        ];
        foreach (var setting in settings)
        {
            using var command = Command(setting);
            command.ExecuteNonQuery();
        }
    }

    /// <summary>For appenders.</summary>
    public DuckDBConnection Connection { get; }

    /// <summary>Runs a statement.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>The first row of a query, or null.</summary>
    public async Task<object?[]?> FirstAsync(string sql, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation)) return null;
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))];
    }

    /// <summary>Hands each row of a query over, in order.</summary>
    public async Task ForEachAsync(string sql, Action<DbDataReader> row, CancellationToken cancellation)
    {
        await using var command = Command(sql);
        command.UseStreamingMode = true;
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) row(reader);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        if (Directory.Exists(_spill)) Directory.Delete(_spill, recursive: true);
    }

    // Every caller's text is made by Sql of a spec's own names and values.
    private DuckDBCommand Command(string sql)
    {
        var command = Connection.CreateCommand();
#pragma warning disable CA2100 // parameters cannot stand for identifiers
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}

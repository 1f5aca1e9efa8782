using System.Text;
using DuckDB.NET.Data;
using Microsoft.Extensions.Time.Testing;
using Sandbox.Datasets;
using Sandbox.Features;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Tests.Datasets;

/// <summary>Runs imports in a folder of its own, without a box.</summary>
internal sealed class ImportFolder : IDisposable
{
    public static readonly string RankKey = new('c', 64);
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("import-");
    private int _imports;

    public string Staging { get; private set; } = "";

    public StringWriter Progress { get; } = new();

    public string FeaturesPath => Path.Combine(Staging, DataLayout.FeaturesFile);

    public Task<ImportOutcome> CsvAsync(DatasetSpec spec, string text, CsvSource? source = null, string? rankKey = null) =>
        CsvAsync(spec, Encoding.UTF8.GetBytes(text), source, rankKey);

    public Task<ImportOutcome> CsvAsync(DatasetSpec spec, byte[] bytes, CsvSource? source = null, string? rankKey = null)
    {
        var path = Path.Combine(_folder.FullName, $"{_imports}.csv");
        File.WriteAllBytes(path, bytes);
        return RunAsync(spec, source ?? new CsvSource(new Dictionary<string, string>(), []), path, rankKey);
    }

    public Task<ImportOutcome> ParquetAsync(DatasetSpec spec, string select)
    {
        var path = Path.Combine(_folder.FullName, $"{_imports}.parquet");
        Query($"COPY ({select}) TO '{path}' (FORMAT parquet)");
        return RunAsync(spec, new ParquetSource(new Dictionary<string, string>()), path);
    }

    public Task<ImportOutcome> RunAsync(DatasetSpec spec, ImportSource source, string path, string? rankKey = null) => new Importer(new ImportProgress(Progress), new FakeTimeProvider(Now))
        .RunAsync(Job(spec, source, path) with { RankKey = rankKey ?? RankKey }, TestContext.Current.CancellationToken);

    /// <summary>Imports a table of the schema <c>public</c>, whatever its name.</summary>
    public Task<ImportOutcome> TableAsync(DatasetSpec spec, string connection, string table, string? version = null, string? rankKey = null, params IReadOnlyList<string> kept)
    {
        var job = Job(spec, new PostgresSource("public", table, new Dictionary<string, string>()), "");
        return new Importer(new ImportProgress(Progress), new FakeTimeProvider(Now)).RunAsync(
            job with { Version = version ?? job.Version, RankKey = rankKey ?? RankKey, Postgres = connection, KeptVersions = kept }, TestContext.Current.CancellationToken);
    }

    public ImportJob Job(DatasetSpec spec, ImportSource source, string path)
    {
        Staging = _folder.CreateSubdirectory($"staging-{_imports++}").FullName;
        return new ImportJob(spec, source, new string('a', 32), path, Staging, RankKey);
    }

    /// <summary>The staged rows, each as its values joined by <c>|</c>; a null is empty.</summary>
    public IReadOnlyList<string> Rows(string columns = "*") =>
        Query($"SELECT concat_ws('|', {(columns == "*" ? "*COLUMNS(* EXCLUDE (__rank))" : columns)}) FROM read_parquet('{Path.Combine(Staging, DataLayout.RowsFile)}')");

    public FeatureStore Features() => FeatureStore.Open(FeaturesPath);

    public static IReadOnlyList<string> Query(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read()) rows.Add(reader.IsDBNull(0) ? "" : Convert.ToString(reader.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        return rows;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

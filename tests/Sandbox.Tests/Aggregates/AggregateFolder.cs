using System.Security.Cryptography;
using System.Text.Json;
using DuckDB.NET.Data;
using Sandbox.Aggregates;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;
using Sandbox.Tests.Datasets;
using Testing.Seeds;

namespace Sandbox.Tests.Aggregates;

/// <summary>A data folder as an aggregates worker sees it: versions of <see cref="TestRow"/>, imported.</summary>
internal sealed class AggregateFolder : IDisposable
{
    public const string Version = "00112233445566778899aabbccddeeff";

    private readonly string _rankKey = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agg-");

    /// <summary>A version whose rows are in a database, which other folders share.</summary>
    public string InPostgres { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string Data => _folder.FullName;

    /// <summary>With 400 people in the usual version.</summary>
    public static async Task<AggregateFolder> CreateAsync()
    {
        var folder = new AggregateFolder();
        await folder.WriteAsync(Version, Importable(TestRow.People(400, new Seeded(5))));
        return folder;
    }

    /// <summary>The rows as an import lets them through.</summary>
    public static IReadOnlyList<TestRow> Importable(IEnumerable<TestRow> rows) =>
        [.. rows.Select(r => r with { Amount = r.Amount is { } a ? Math.Clamp(a, -50_000, 100_000) : null, Visits = Math.Min(r.Visits, 50) })];

    public async Task WriteAsync(string version, IReadOnlyList<TestRow> rows)
    {
        using var import = new ImportFolder();
        var lines = rows.Select(r => $"{r.Subject},{r.Home},{r.Shop},{r.Day:yyyy-MM-dd},{(r.Amount is { } a ? Literals.Number(a, 2) : "")},{r.Visits},{r.Ok}");
        (await import.CsvAsync(TestRow.Spec, $"id,home,shop,day,amount,visits,ok\n{string.Join('\n', lines)}\n", rankKey: _rankKey)).Error.ShouldBeNull();
        Publish(import.Staging, version);
    }

    /// <summary>A version of rows of a table, which stay in its database.</summary>
    public async Task WriteTableAsync(string version, string connection, IReadOnlyList<TestRow> rows)
    {
        var table = SharedPostgres.NewName("source");
        await SharedPostgres.ExecuteAsync(connection, $"""
            CREATE TABLE {table} (id text, file_rank integer, home varchar(20), shop text, day date, amount numeric, visits integer, ok boolean);
            INSERT INTO {table} VALUES {string.Join(',', rows.Select(TableEngine.Values))}
            """);
        using var import = new ImportFolder();
        (await import.TableAsync(TestRow.Spec, connection, table, version, _rankKey)).Error.ShouldBeNull();
        Publish(import.Staging, version);
    }

    /// <summary>A version whose rows a statement makes, past the import; for what no import lets through.</summary>
    public void Write(string version, string select)
    {
        var folder = Directory.CreateDirectory(DataLayout.Version(Data, TestRow.Spec.Dataset, version)).FullName;
        File.WriteAllBytes(Path.Combine(folder, DataLayout.SpecFile), JsonSerializer.SerializeToUtf8Bytes(TestRow.Spec, ProtocolJson.Default.DatasetSpec));
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY ({select}) TO '{Path.Combine(folder, DataLayout.RowsFile)}' (FORMAT parquet)";
        command.ExecuteNonQuery();
    }

    public static AggregateJob Job { get; } = new(
        "tiny-product", TestRow.Spec.Dataset, Version, new RankedRows(TestRow.MaxRows), null,
        [new PublicKeys("home", [.. TestRow.Spec.Columns[0].Domain!.Select(d => new TextLiteral(d))])], null,
        [new CountRows(null, new GaussianNoise(5_000_000)), new MomentsOf("amount", -50_000, 100_000, 1, new GaussianNoise(5_000_000))],
        [new AggregateOutput("rows", OutputFunction.Count, 0), new AggregateOutput("mean", OutputFunction.Mean, 1)], ReplyClass.Quick);

    public static byte[] Bytes(AggregateJob job) => JsonSerializer.SerializeToUtf8Bytes(job, ProtocolJson.Default.AggregateJob);

    public static AggregateAnswer Read(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize(bytes, ProtocolJson.Default.AggregateAnswer).ShouldNotBeNull();

    private void Publish(string staging, string version)
    {
        var folder = DataLayout.Version(Data, TestRow.Spec.Dataset, version);
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.Move(staging, folder);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

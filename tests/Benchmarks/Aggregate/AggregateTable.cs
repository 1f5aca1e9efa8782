using System.Globalization;
using DuckDB.NET.Data;
using Sandbox.Aggregates;
using Sandbox.Aggregates.Engines;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Benchmarks.Aggregate;

/// <summary>10,000,000 rows in 50 groups, as an import leaves them, and the engine of the worker over them.</summary>
internal sealed class AggregateTable : IDisposable
{
    public const int Rows = 10_000_000;
    public const int Groups = 50;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("aggregate-");

    public AggregateTable(int rowsPerSubject)
    {
        RowsPerSubject = rowsPerSubject;
        var path = Path.Combine(_folder.FullName, DataLayout.RowsFile);
        using (var connection = new DuckDBConnection("DataSource=:memory:"))
        {
            connection.Open();
            using var command = connection.CreateCommand();

            // A subject's rows lie far apart, as in a file that is in the order of months.
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
                COPY (SELECT printf('4101%014d', range % {Rows / rowsPerSubject}) AS id, printf('key-%02d', hash(range) % {Groups}) AS area,
                             CAST((hash(range + 1) % 3000000) / 100.0 - 5000 AS DECIMAL(18, 2)) AS amount,
                             CAST(1 + range // {Rows / rowsPerSubject} AS INTEGER) AS __rank
                      FROM range({Rows})) TO '{path}' (FORMAT parquet, COMPRESSION snappy)
                """);
            command.ExecuteNonQuery();
        }
        Engine = DuckDbEngine.TryOpen(path, AggregateRunnerOptions.Of(_folder.FullName) with { MemoryMegabytes = 3000 })
            ?? throw new InvalidOperationException("The rows have ranks.");
    }

    public DuckDbEngine Engine { get; }

    public int RowsPerSubject { get; }

    /// <summary>Count and sum by area, of which every value is known, at the declared bounds: what the gateway makes of such a question.</summary>
    public BoundJob Job => Bind(-5000_00, 25_000_00);

    /// <summary>The same at bounds within those that the import proved, which every value has to be held against.</summary>
    public BoundJob Narrowed => Bind(0, 20_000_00);

    public void Dispose()
    {
        Engine.Dispose();
        _folder.Delete(recursive: true);
    }

    // More rows may be there than are kept, so ranks are looked at, unless there is one row a subject.
    private BoundJob Bind(long lower, long upper)
    {
        string[] areas = [.. Enumerable.Range(0, Groups).Select(i => $"key-{i:00}")];
        var spec = new DatasetSpec(
            "benchmark", "id", RowsPerSubject == 1 ? 1 : 2 * RowsPerSubject,
            [new ColumnSpec("area", ColumnType.Text, Domain: areas), new ColumnSpec("amount", ColumnType.Decimal, 2, -5000, 25_000)], [], null);
        var price = new GaussianNoise(1_250_000);
        return BoundJob.TryBind(
            new AggregateJob(
                "benchmark", "benchmark", new string('0', 32), new RankedRows(RowsPerSubject), null, [new PublicKeys("area", [.. areas.Select(a => new TextLiteral(a))])], null,
                [new CountRows(null, price), new SumOf("amount", lower, upper, price)],
                [new AggregateOutput("rows", OutputFunction.Count, 0), new AggregateOutput("sum", OutputFunction.Sum, 1)], ReplyClass.Long),
            spec) ?? throw new InvalidOperationException("The job fits its spec.");
    }
}

using DuckDB.NET.Data;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>A Parquet file as a source: its schema is matched by name, its values are proved as those of a CSV file are.</summary>
internal static class ParquetTable
{
    /// <summary>Reads the schema and describes the file.</summary>
    /// <exception cref="ImportRefusedException">It is no Parquet file, or its schema does not fit.</exception>
    public static async Task<SourceTable> OpenAsync(
        ImportEngine engine, DatasetSpec spec, ParquetSource source, string path, ImportProgress progress, CancellationToken cancellation)
    {
        var names = new List<string>();
        var types = new List<string>();
        try
        {
            await engine.ForEachAsync(
                $"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet({Sql.Text(path)}))",
                row =>
                {
                    names.Add(row.GetString(0));
                    types.Add(row.GetString(1));
                },
                cancellation);
        }
        catch (DuckDBException)
        {
            throw new ImportRefusedException("The file is not a Parquet file, or it is damaged.");
        }
        var (positions, undeclared) = SourceNames.Match(spec, names, source.Rename, subject: true, "the Parquet schema");
        progress.Ignoring(undeclared);
        var columns = positions.ToDictionary(p => p.Key, p => Column(p.Key, p.Value, types[p.Value]), StringComparer.Ordinal);

        // Columns get positions for names, so that no name of the file stands in SQL.
        var aliases = string.Join(", ", Enumerable.Range(0, names.Count).Select(i => $"c{i}"));
        var from = $"SELECT file_row_number + 1 AS {SourceTable.RowColumn}, * FROM read_parquet({Sql.Text(path)}, file_row_number = true) AS t({aliases})";
        return new SourceTable(from, columns, Rows: null, row => $"row {row}");
    }

    private static SourceColumn Column(string name, int position, string type)
    {
        var expression = $"c{position}";
        return type switch
        {
            "VARCHAR" => new SourceColumn(expression, SourceForm.Text),
            "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" =>
                new SourceColumn(expression, SourceForm.Integer),
            "DOUBLE" => new SourceColumn(expression, SourceForm.Double),

            // By way of its shortest spelling, so that 0.1f is 0.1.
            "FLOAT" => new SourceColumn($"CAST(CAST({expression} AS VARCHAR) AS DOUBLE)", SourceForm.Double),
            "DATE" => new SourceColumn(expression, SourceForm.Date),
            "BOOLEAN" => new SourceColumn(expression, SourceForm.Boolean),
            _ when type.StartsWith("DECIMAL(", StringComparison.Ordinal) => new SourceColumn(expression, SourceForm.Decimal),
            _ => throw new ImportRefusedException($"the Parquet schema, column {name}: the type is none that a dataset can have."),
        };
    }
}

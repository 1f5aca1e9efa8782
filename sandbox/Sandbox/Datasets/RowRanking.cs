using System.Buffers;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>
/// Adds <see cref="DataColumns.Rank"/>: the place of each row among its subject's, by a keyed hash of subject, content and, for rows that are alike in all, their number
/// among those. Never by the place in the source: so what is kept of one person when rows are bounded depends on that person's rows alone, and adding or
/// removing another person moves nobody. Rows that are alike in all may exchange places, which changes nothing.
/// </summary>
internal sealed class RowRanking(ImportEngine engine, DatasetSpec spec, string rankKey)
{
    private const int KeyLength = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private IEnumerable<string> Names => spec.Columns.Select(c => Sql.Name(c.Name)).Prepend(Sql.Name(spec.SubjectColumn));

    /// <summary>Writes the rows anew, in the same order, with their ranks. A crash leaves a staging folder that nobody looks at.</summary>
    public async Task AddAsync(string rowsPath, CancellationToken cancellation)
    {
        if (rankKey.Length != KeyLength || rankKey.AsSpan().ContainsAnyExcept(HexDigits)) throw new ImportRefusedException("The rank key is not 64 hexadecimal digits.");
        var ranked = rowsPath + ".ranked";
        await engine.ExecuteAsync($"COPY ({Ranked(rowsPath)}) TO {Sql.Text(ranked)} (FORMAT parquet, COMPRESSION snappy)", cancellation);
        File.Move(ranked, rowsPath, overwrite: true);
    }

    private string Ranked(string rowsPath)
    {
        var names = string.Join(", ", Names);
        if (spec.MaxRows == 1) return $"SELECT {names}, CAST(1 AS INTEGER) AS {DataColumns.Rank} FROM read_parquet({Sql.Text(rowsPath)})";
        var subject = Sql.Name(spec.SubjectColumn);

        // Keyed by prefix: hashes never leave, so that one could be extended is nothing to anyone.
        return $"""
            SELECT {names}, CAST(row_number() OVER (PARTITION BY {subject} ORDER BY CASE WHEN __same = 1 THEN __hash ELSE sha256(concat(__hash, __same)) END) AS INTEGER) AS {DataColumns.Rank}
            FROM (SELECT *, row_number() OVER (PARTITION BY {subject}, __hash) AS __same
                  FROM (SELECT *, sha256(concat({Sql.Text(rankKey)}, {string.Join(", ", Content())})) AS __hash
                        FROM read_parquet({Sql.Text(rowsPath)}, file_row_number = true)))
            ORDER BY file_row_number
            """;
    }

    // Each value so that two different rows never read the same: a text with its length, all else with an end, a missing value as what no value is.
    private IEnumerable<string> Content() => spec.Columns
        .Select(column => Content(Sql.Name(column.Name), column.Type)).Prepend(Content(Sql.Name(spec.SubjectColumn), ColumnType.Text));

    private static string Content(string name, ColumnType type) => type == ColumnType.Text
        ? $"CASE WHEN {name} IS NULL THEN '-' ELSE concat(strlen({name}), ':', {name}) END"
        : $"coalesce(CAST({name} AS VARCHAR), '-'), ';'";
}

using System.Globalization;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>
/// A CSV file as a source. The scanner proves the structure of the whole file first: every record has the header's number of fields. Only then the engine
/// reads it, with nothing left to guess and every column a text; it must find as many rows as the scanner.
/// </summary>
internal static class CsvTable
{
    private const long ReportEvery = 1_000_000;

    /// <summary>Scans the file and describes it.</summary>
    /// <exception cref="ImportRefusedException">With row, line and column.</exception>
    public static SourceTable Open(DatasetSpec spec, CsvSource source, string path, ImportProgress progress, CancellationToken cancellation)
    {
        string[]? header = null;
        try
        {
            using var scanner = new CsvScanner(path);
            if (!scanner.Read()) throw new ImportRefusedException("line 1: the file is empty; a header line is needed.");
            header = [.. Enumerable.Range(0, scanner.Fields).Select(scanner.Field)];
            var (positions, undeclared) = SourceNames.Match(spec, header, source.Rename, !source.RowNumberSubject, "line 1");
            progress.Ignoring(undeclared);
            var rows = Scan(scanner, header.Length, progress, cancellation);
            return Describe(spec, source, path, header.Length, positions, rows);
        }
        catch (CsvDefectException defect)
        {
            var name = header is not null && defect.Field >= 1 && defect.Field <= header.Length ? Declared(spec, source, header[defect.Field - 1]) : null;
            throw new ImportRefusedException(
                $"{Place(defect.Row, defect.Line)}, {(name is null ? $"field {defect.Field}" : $"column {name}")}: {defect.Message}.");
        }
    }

    private static long Scan(CsvScanner scanner, int fields, ImportProgress progress, CancellationToken cancellation)
    {
        while (scanner.Read())
        {
            if (scanner.Fields != fields)
                throw new CsvDefectException(scanner.Row, scanner.Line, Math.Min(scanner.Fields, fields) + 1, $"the row has {scanner.Fields} fields, the header {fields}");
            if (scanner.Row % ReportEvery != 0) continue;
            progress.Report("scanning", scanner.Row);
            cancellation.ThrowIfCancellationRequested();
        }
        progress.Report("scanning", scanner.Row);
        return scanner.Row;
    }

    private static SourceTable Describe(
        DatasetSpec spec, CsvSource source, string path, int fields, IReadOnlyDictionary<string, int> positions, long rows)
    {
        var names = string.Join(", ", Enumerable.Range(0, fields).Select(i => $"'c{i}': 'VARCHAR'"));
        var missing = Sql.Texts(["", .. source.NullValues]);
        var columns = positions.ToDictionary(
            p => p.Key, p => new SourceColumn($"CASE WHEN c{p.Value} NOT IN ({missing}) THEN c{p.Value} END", SourceForm.Spelled), StringComparer.Ordinal);
        if (source.RowNumberSubject) columns[spec.SubjectColumn] = new SourceColumn(SourceTable.RowColumn, SourceForm.Integer);
        var from = $$"""
            SELECT row_number() OVER () AS {{SourceTable.RowColumn}}, * FROM read_csv({{Sql.Text(path)}}, auto_detect = false, header = true,
              delim = ',', quote = '"', escape = '"', strict_mode = true, null_padding = false, max_line_size = {{2 * CsvScanner.MaxRecord}}, columns = { {{names}} })
            """;
        return new SourceTable(from, columns, rows, row => Locate(path, row));
    }

    private static string Locate(string path, long row)
    {
        using var scanner = new CsvScanner(path);
        while (scanner.Row < row && scanner.Read()) { }
        return Place(row, scanner.Line);
    }

    private static string Place(long row, long line) => row == 0
        ? string.Create(CultureInfo.InvariantCulture, $"line {line} (the header)")
        : string.Create(CultureInfo.InvariantCulture, $"row {row} (line {line})");

    private static string? Declared(DatasetSpec spec, CsvSource source, string name)
    {
        var renamed = source.Rename.GetValueOrDefault(name, name);
        return string.Equals(renamed, spec.SubjectColumn, StringComparison.Ordinal) || spec.Columns.Any(c => string.Equals(c.Name, renamed, StringComparison.Ordinal))
            ? renamed : null;
    }
}

using System.Text;
using FsCheck.Xunit;
using Sandbox.Datasets;

namespace Sandbox.Tests.Datasets;

public sealed class CsvScannerTests
{
    private static readonly string[] Fields = ["", "plain", "a,b", "say \"hi\"", "two\nlines", "\r\n", "\"", "中文"];

    [Property]
    public void Read_AnyTable_GivesBackFieldsAndLines(byte[][] table, bool crlf, bool lastLineEnds)
    {
        var rows = table.Where(r => r.Length > 0).Select(r => r.Select(b => Fields[b % Fields.Length]).ToArray()).Where(r => r.Length > 1 || r[0].Length > 0).ToList();
        var newline = crlf ? "\r\n" : "\n";
        var text = string.Join(newline, rows.Select(r => string.Join(',', r.Select(Spell)))) + (lastLineEnds && rows.Count > 0 ? newline : "");
        var path = Path.GetTempFileName();
        File.WriteAllText(path, text, new UTF8Encoding(false));
        using (var scanner = new CsvScanner(path))
        {
            var line = 1L;
            foreach (var row in rows)
            {
                scanner.Read().ShouldBeTrue();
                scanner.Line.ShouldBe(line);
                Enumerable.Range(0, scanner.Fields).Select(scanner.Field).ShouldBe(row);
                line += 1 + row.Sum(f => f.Count(c => c == '\n'));
            }
            scanner.Read().ShouldBeFalse();
        }
        File.Delete(path);
    }

    [Fact]
    public void Read_LargerThanTheBuffer_LosesNothing()
    {
        var path = Path.GetTempFileName();
        var long1 = new string('y', 700_000);
        File.WriteAllLines(path, Enumerable.Range(0, 20).Select(i => $"{i},{long1},\"{long1[..1000]}\""));
        using (var scanner = new CsvScanner(path))
        {
            for (var i = 0; i < 20; i++)
            {
                scanner.Read().ShouldBeTrue();
                (scanner.Field(0), scanner.Field(1).Length, scanner.Field(2).Length).ShouldBe(($"{i}", 700_000, 1000));
            }
            scanner.Read().ShouldBeFalse();
        }
        File.Delete(path);
    }

    private static string Spell(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}

using System.Text;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Tests.Datasets;

public sealed class CsvImportTests : IDisposable
{
    private const string Header = "id,day,amount,visits,place,ok\n";
    private const string Good = "A1,2024-02-29,12.50,3,north,true\n";
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_GoodFile_StagesACompleteVersion()
    {
        var outcome = await _folder.CsvAsync(Specs.Simple, Header + Good + "b2,2023-12-31,0,,south,0\n");
        outcome.Error.ShouldBeNull();
        var spec = await File.ReadAllBytesAsync(Path.Combine(_folder.Staging, DataLayout.SpecFile), TestContext.Current.CancellationToken);
        outcome.Manifest.ShouldBe(new VersionManifest("simple", new string('a', 32), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(spec)), 2, 2, ImportFolder.Now));
        Directory.GetFileSystemEntries(_folder.Staging).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe([DataLayout.ManifestFile, DataLayout.RowsFile, DataLayout.SpecFile]);
        JsonSerializer.Deserialize(spec, ProtocolJson.Default.DatasetSpec)!.Columns.Count.ShouldBe(5);
        _folder.Rows().ShouldBe(["A1|2024-02-29|12.50|3|north|true", "B2|2023-12-31|0.00|south|false"]);
        _folder.Progress.ToString().ShouldContain("""{"phase":"written","rows":2}""");
    }

    [Fact]
    public async Task Import_QuotesRenamesNullsExtraColumnsAndByteOrderMark_AreRead()
    {
        var text = "\uFEFF\"ok\",person,day,note,amount,visits,place\r\n"
            + "TRUE,\" a-1 \",2024-01-01,\"two\r\nlines, \"\"quoted\"\"\",\"5e+02\",?,\"north\"\r\n"
            + "False,a_2,2024-01-02,,1.500,\"\",south";
        var outcome = await _folder.CsvAsync(Specs.Simple, text, new CsvSource(new Dictionary<string, string> { ["person"] = "id" }, ["?"]));
        outcome.Error.ShouldBeNull();
        _folder.Rows("id, amount, coalesce(visits, 99), ok").ShouldBe(["A-1|500.00|99|true", "A_2|1.50|99|false"]);
        _folder.Progress.ToString().ShouldContain("""{"phase":"ignoring","columns":[4]}""");
    }

    [Fact]
    public async Task Import_RowNumberSubject_NumbersTheRows()
    {
        var outcome = await _folder.CsvAsync(Specs.Simple, "day,amount,visits,place,ok\n2024-01-01,1,1,north,1\n2024-01-02,2,2,south,0\n",
            new CsvSource(new Dictionary<string, string>(), [], RowNumberSubject: true));
        outcome.Error.ShouldBeNull();
        _folder.Rows("id, amount").ShouldBe(["1|1.00", "2|2.00"]);
    }

    [Theory]
    [InlineData("B2,2024-02-30,1,1,north,1", "row 2 (line 3), column day: the value is not a date (yyyy-MM-dd).")]
    [InlineData("B2,2024-2-3,1,1,north,1", "row 2 (line 3), column day: the value is not a date (yyyy-MM-dd).")]
    [InlineData("B2,infinity,1,1,north,1", "row 2 (line 3), column day: the value is not a date (yyyy-MM-dd).")]
    [InlineData("B2,,1,1,north,1", "row 2 (line 3), column day: the value is missing, but the column is not nullable.")]
    [InlineData("B2,2024-01-01,1.234,1,north,1", "row 2 (line 3), column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("B2,2024-01-01,nan,1,north,1", "row 2 (line 3), column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("B2,2024-01-01,1_0,1,north,1", "row 2 (line 3), column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("B2,2024-01-01,1.2345e1,1,north,1", "row 2 (line 3), column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("B2,2024-01-01,99999999999999999999,1,north,1", "row 2 (line 3), column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("B2,2024-01-01,-0.01,1,north,1", "row 2 (line 3), column amount: the value is below the declared lower bound.")]
    [InlineData("B2,2024-01-01,1000.01,1,north,1", "row 2 (line 3), column amount: the value is above the declared upper bound.")]
    [InlineData("B2,2024-01-01,1,1.5,north,1", "row 2 (line 3), column visits: the value is not a 64-bit integer.")]
    [InlineData("B2,2024-01-01,1,1.5e0,north,1", "row 2 (line 3), column visits: the value is not a 64-bit integer.")]
    [InlineData("B2,2024-01-01,1,9223372036854775808,north,1", "row 2 (line 3), column visits: the value is not a 64-bit integer.")]
    [InlineData("B2,2024-01-01,1,0x1,north,1", "row 2 (line 3), column visits: the value is not a 64-bit integer.")]
    [InlineData("B2,2024-01-01,1,6,north,1", "row 2 (line 3), column visits: the value is above the declared upper bound.")]
    [InlineData("B2,2024-01-01,1,1,North,1", "row 2 (line 3), column place: the value is not in the declared domain.")]
    [InlineData("B2,2024-01-01,1,1,north,yes", "row 2 (line 3), column ok: the value is not true, false, 1 or 0.")]
    [InlineData(",2024-01-01,1,1,north,1", "row 2 (line 3), column id: the value is missing, but every row needs a subject.")]
    [InlineData("B 2,2024-01-01,1,1,north,1", "row 2 (line 3), column id: the value is not a subject id (1 to 64 letters, digits, - and _).")]
    [InlineData("ſ2,2024-01-01,1,1,north,1", "row 2 (line 3), column id: the value is not a subject id (1 to 64 letters, digits, - and _).")]
    [InlineData(" a1,2024-01-01,1,1,north,1", "row 2 (line 3), column id: the subject has more than 1 rows, the declared maximum.")]
    [InlineData("B2,2024-01-01,1,1,north", "row 2 (line 3), column ok: the row has 5 fields, the header 6.")]
    [InlineData("B2,2024-01-01,1,1,north,1,secret", "row 2 (line 3), field 7: the row has 7 fields, the header 6.")]
    [InlineData("B2,2024-01-01,1,1,nor\"th,1", "row 2 (line 3), column place: a quote stands inside a field that is not quoted.")]
    [InlineData("B2,2024-01-01,1,1,\"north\"x,1", "row 2 (line 3), column place: text follows the closing quote of a field.")]
    [InlineData("B2,2024-01-01,1,1,\"north,1", "row 2 (line 3), column place: a quoted field does not end.")]
    [InlineData("B2,2024-01-01,1,1,north\r,1", "row 2 (line 3), column place: a carriage return stands without its line feed.")]
    [InlineData("", "row 2 (line 3), column day: the row has 1 fields, the header 6.")]
    public async Task Import_BadRow_NamesRowAndColumn(string row, string error)
    {
        var outcome = await _folder.CsvAsync(Specs.Simple, Header + Good + row + "\n" + "C3,2024-01-01,1,1,north,1\n");
        outcome.Ok.ShouldBeFalse();
        outcome.Error.ShouldBe(error);
        Directory.GetFileSystemEntries(_folder.Staging).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_TextThatIsTooLongToBeAKey_IsRefused()
    {
        var spec = new DatasetSpec("d", "id", 1, [.. Specs.Simple.Columns.Select(c => c.Name == "place" ? c with { Domain = null } : c)], [], null);
        (await _folder.CsvAsync(spec, $"{Header}B2,2024-01-01,1,1,{new string('郑', 1000)},1\n")).Error.ShouldBeNull();
        (await _folder.CsvAsync(spec, $"{Header}B2,2024-01-01,1,1,{new string('郑', 1001)},1\n")).Error
            .ShouldBe("row 1 (line 2), column place: the value is longer than 1000 characters.");
    }

    [Fact]
    public async Task Import_BadRowAfterQuotedLines_NamesTheFirstBadRowAndItsLine()
    {
        var rows = string.Concat(Enumerable.Range(0, 5000).Select(i => $"P{i},2024-01-01,1,1,\"north\",1\n"));
        var outcome = await _folder.CsvAsync(
            new DatasetSpec("d", "id", 1, [.. Specs.Simple.Columns.Select(c => c.Name == "place" ? c with { Domain = null } : c)], [], null),
            Header + "Q,2024-01-01,1,1,\"a\nb\r\nc\",1\n" + rows + "R,2024-01-01,1,77,x,1\nS,2024-01-01,oops,1,x,1\n");
        outcome.Error.ShouldBe("row 5002 (line 5005), column visits: the value is above the declared upper bound.");
    }

    [Theory]
    [InlineData("", "line 1: the file is empty; a header line is needed.")]
    [InlineData(Header, "The source holds no rows.")]
    [InlineData("id,day,amount,visits,ok\n", "line 1: declared columns are missing: place.")]
    [InlineData("id,day,amount,visits,place,place,ok\n", "line 1: column place is there twice (fields 5 and 6).")]
    public async Task Import_BadHeader_SaysWhat(string text, string error) => (await _folder.CsvAsync(Specs.Simple, text)).Error.ShouldBe(error);

    [Fact]
    public async Task Import_InvalidUtf8_NamesRowAndColumn()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + Good + "B2,2024-01-01,1,1,"), 0xC3, 0x28, .. ",1\n"u8];
        (await _folder.CsvAsync(Specs.Simple, bytes)).Error.ShouldBe("row 2 (line 3), column place: the text is not valid UTF-8.");
    }

    [Fact]
    public async Task Import_EndlessRecord_IsRefused()
    {
        var outcome = await _folder.CsvAsync(Specs.Simple, Header + "A1,\"" + new string('x', 6_000_000));
        outcome.Error.ShouldBe("row 1 (line 2), column day: the record is longer than 1048576 bytes.");
    }

    [FsCheck.Xunit.Property(MaxTest = 30)]
    public async Task Import_Garbage_IsRefusedWithoutACrash(byte[] garbage)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header), .. garbage];
        var outcome = await _folder.CsvAsync(Specs.Simple, bytes);
        outcome.Ok.ShouldBeFalse();
        outcome.Error.ShouldNotBeNullOrEmpty();
    }
}

using Gateway.Cli;
using Gateway.Cli.Scores.Batch;

namespace Gateway.Tests.Cli;

public sealed class PeopleFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void File_WithAPersonTwice_SplitsTheChunk()
    {
        using var people = Open("id,income\na,1\nb,2\nA ,3\nc,\n");

        people.Rows.ShouldBe(4);
        people.Chunks(10).Select(c => string.Join(' ', c.Select(s => $"{s.Id}:{s.Features!["income"]}"))).ShouldBe(["A:1 B:2", "A:3 C:"]);
    }

    [Fact]
    public void File_LongerThanAChunk_IsCutInOrder()
    {
        using var people = Open("id,income\na,1\nb,2\nc,3\n");

        people.Chunks(2).Select(c => c.Count).ShouldBe([2, 1]);
    }

    [Theory]
    [InlineData("name,income\na,1\n", "first column")]
    [InlineData("id,income,phone\na,1,2\n", "phone")]
    [InlineData("id\na\n", "income")]
    [InlineData("id,income\n", "no rows")]
    [InlineData("id,income\na,1\n北京,2\n", "Row 2, column id")]
    [InlineData("id,income\na,1\nb,sesame\n", "Row 2, column income")]
    [InlineData("id,income\na,1\nb,NaN\n", "Row 2, column income")]
    [InlineData("id,income\na,1\nb\n", "at row 2")]
    public void File_WithAnError_IsRefusedByRowAndColumnWithoutItsValue(string csv, string expected)
    {
        var message = Should.Throw<CommandException>(() => Open(csv)).Message;

        message.ShouldContain(expected);
        message.ShouldNotContain("sesame");
    }

    public void Dispose() => File.Delete(_path);

    private PeopleFile Open(string csv)
    {
        File.WriteAllText(_path, csv);
        return PeopleFile.Open(_path, ["income"], BatchBed.Texts);
    }
}

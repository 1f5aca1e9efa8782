using System.Text.Json;
using Sandbox.Datasets;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Tests.Datasets;

public sealed class ImportCommandTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"spec":null}""")]
    [InlineData("""{"spec":{"dataset":"d","subjectColumn":"id","maxRows":1},"source":{"kind":"csv"},"version":"v","sourcePath":"","stagingPath":"/x"}""")]
    public async Task Run_NoJob_AnswersWithAnOutcome(string line)
    {
        var (code, outcome) = await RunAsync(line);
        code.ShouldBe(1);
        outcome.ShouldBe(new ImportOutcome(false, null, "The job is not one line of JSON of an import job."));
    }

    [Fact]
    public async Task Run_SourceIsNotThere_AnswersWithAnOutcome()
    {
        var job = _folder.Job(Specs.Simple, new CsvSource(new Dictionary<string, string>(), []), "/nowhere/at-all.csv");
        var (code, outcome) = await RunAsync(JsonSerializer.Serialize(job, ProtocolJson.Default.ImportJob));
        code.ShouldBe(1);
        outcome.Error.ShouldBe("The source or the staging folder does not exist.");
    }

    [Fact]
    public async Task Run_DemoCity_StagesIt()
    {
        var spec = new DatasetSpec("residence", "resident_id", 1, [new ColumnSpec("age", ColumnType.Integer)], [new FeatureSpec("age", "age", FeatureTake.Value, "age")], null);
        var job = _folder.Job(spec, new DemoSource("residence", 100, 7), "");
        var (code, outcome) = await RunAsync(JsonSerializer.Serialize(job, ProtocolJson.Default.ImportJob));
        code.ShouldBe(0);
        outcome.Manifest!.Subjects.ShouldBe(95);
        using var store = _folder.Features();
        store.IndexOf(DemoResident.Id(7, 0)).ShouldBeGreaterThanOrEqualTo(0);
        store.IndexOf(DemoResident.Id(7, 4)).ShouldBe(-1);
    }

    private static async Task<(int Code, ImportOutcome Outcome)> RunAsync(string line)
    {
        using var output = new StringWriter();
        using var progress = new StringWriter();
        var code = await ImportCommand.RunAsync(new StringReader(line), output, progress, TestContext.Current.CancellationToken);
        var last = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return (code, JsonSerializer.Deserialize(last, ProtocolJson.Default.ImportOutcome)!);
    }
}

using Sandbox.Features;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Tests.Datasets;

public sealed class SubjectRulesTests : IDisposable
{
    private const string Header = "id,month,home,paid,bad\n";
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("A,2024-01-01,east,1,0\nB,2024-01-01,,1,0\nA,2024-02-01,west,1,0\n",
        "row 3 (line 4), column home: the value differs from an earlier row of the same subject, but the column is constant per subject.")]
    [InlineData("A,2024-01-01,east,1,0\nA,2024-02-01,,1,0\n",
        "row 2 (line 3), column home: the value differs from an earlier row of the same subject, but the column is constant per subject.")]
    [InlineData("A,2024-01-01,,1,0\nA,2024-02-01,,1,1\n",
        "row 2 (line 3), column bad: the value differs from an earlier row of the same subject, but the column is constant per subject.")]
    [InlineData("A,2024-01-01,,1,0\na,2024-02-01,,1,0\nA,2024-03-01,,1,0\nB,2024-03-01,,1,0\n A,2024-04-01,,1,0\n",
        "row 5 (line 6), column id: the subject has more than 3 rows, the declared maximum.")]
    [InlineData("A,2024-01-01,,1,2\n", "row 1 (line 2), column bad: the value is a label, but neither 0 nor 1.")]
    public async Task Import_SubjectBreaksTheSpec_NamesRowAndColumn(string rows, string error) =>
        (await _folder.CsvAsync(Specs.Monthly, Header + rows)).Error.ShouldBe(error);

    [Fact]
    public async Task Features_EveryTake_IsComputed()
    {
        var outcome = await _folder.CsvAsync(Specs.Monthly, Header
            + "A,2024-02-01,west,30,1\nB,2024-01-01,,,0\nA,2024-01-01,west,10.50,1\nA,2024-03-01,west,,1\nC,2024-01-02,east,7,0\nC,2024-01-02,east,9,0\n");
        outcome.Error.ShouldBeNull();
        using var store = _folder.Features();
        store.Count.ShouldBe(3);
        Row(store, "A").ShouldBe([3, 1, 1, 20.25f, 10.5f, 30, 40.5f, (float)(19.5 / Math.Sqrt(2)), float.NaN, 1, 19723]);
        Row(store, "B").ShouldBe([1, float.NaN, 0, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, float.NaN, 1, 19723]);
        Row(store, "C").ShouldBe([2, 0, 0, 8, 7, 9, 16, (float)Math.Sqrt(2), 9, 0, 19724], "of two rows of one day the larger value is the last");
    }

    [Fact]
    public async Task Features_RowsShuffled_SameBytes()
    {
        var rows = Enumerable.Range(0, 3000).Select(i => $"P{i / 3},2024-01-{1 + (i % 3):D2},east,{i * 7 % 100}.{i % 100:D2},{i / 3 % 2}\n").ToArray();
        (await _folder.CsvAsync(Specs.Monthly, Header + string.Concat(rows))).Error.ShouldBeNull();
        var first = await File.ReadAllBytesAsync(_folder.FeaturesPath, TestContext.Current.CancellationToken);
        (await _folder.CsvAsync(Specs.Monthly, Header + string.Concat(rows.Reverse()))).Error.ShouldBeNull();
        (await File.ReadAllBytesAsync(_folder.FeaturesPath, TestContext.Current.CancellationToken)).ShouldBe(first);
    }

    [Fact]
    public async Task Import_SpecThatContradictsItself_IsRefused()
    {
        var spec = Specs.Monthly with { Features = [new FeatureSpec("f", "paid", FeatureTake.Value, "g")] };
        (await _folder.CsvAsync(spec, Header)).Error.ShouldBe("Feature f: Value cannot be taken of column paid as declared.");
        spec = Specs.Monthly with { Label = "paid" };
        (await _folder.CsvAsync(spec, Header)).Error.ShouldBe("Column paid: a label is a declared integer or boolean, constant per subject.");
        spec = Specs.Monthly with { Columns = [.. Specs.Monthly.Columns, new ColumnSpec("BAD", ColumnType.Text)] };
        (await _folder.CsvAsync(spec, Header)).Error.ShouldStartWith("Column BAD: the name is empty, reserved or used twice");
    }

    private static float[] Row(FeatureStore store, string id)
    {
        var row = new float[store.FeatureNames.Count];
        store.TryGet(id, row).ShouldBeTrue();
        return row;
    }
}

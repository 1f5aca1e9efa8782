using Sandbox.Protocol.Datasets;

namespace Sandbox.Tests.Datasets;

public sealed class ParquetImportTests : IDisposable
{
    private const string Good = "SELECT 'a1' AS id, DATE '2024-01-01' AS day, 12.5 AS amount, 3 AS visits, 'north' AS place, true AS ok";
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_GoodFile_IsRead()
    {
        (await _folder.ParquetAsync(Specs.Simple, Good + ", 'x' AS \"extra \"\" column\" UNION ALL SELECT 'b2', DATE '2024-01-02', 0.1, NULL, 'south', false, 'y'")).Error.ShouldBeNull();
        _folder.Rows("id, day, amount, place, ok").ShouldBe(["A1|2024-01-01|12.50|north|true", "B2|2024-01-02|0.10|south|false"]);
        _folder.Progress.ToString().ShouldContain("""{"phase":"ignoring","columns":[7]}""");
    }

    [Theory]
    [InlineData("12.5::DOUBLE", null)]
    [InlineData("0.1::FLOAT", null)]
    [InlineData("7::UTINYINT", null)]
    [InlineData("12.500::DECIMAL(9,3)", null)]
    [InlineData("12.501::DECIMAL(9,3)", "row 2, column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("0.125::DOUBLE", "row 2, column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("'nan'::DOUBLE", "row 2, column amount: the value is not a finite number.")]
    [InlineData("'-inf'::FLOAT", "row 2, column amount: the value is not a finite number.")]
    [InlineData("1e300::DOUBLE", "row 2, column amount: the value is not a decimal with at most 2 digits after the point and 18 in all.")]
    [InlineData("1000.01", "row 2, column amount: the value is above the declared upper bound.")]
    [InlineData("'12.5'", "Column amount: declared decimal, but the source holds text values.")]
    [InlineData("[1]", "the Parquet schema, column amount: the type is none that a dataset can have.")]
    public async Task Import_Amounts_AreReadExactlyOrRefused(string amount, string? error)
    {
        var rows = $"SELECT i, DATE '2024-01-01' AS day, a AS amount, 1 AS visits, 'north' AS place, true AS ok FROM (SELECT 'P1' AS i, {amount} AS a UNION ALL SELECT 'P2', {amount})";
        var select = $"SELECT i AS id, day, CASE WHEN i = 'P2' THEN amount ELSE {Harmless(amount)} END AS amount, visits, place, ok FROM ({rows}) ORDER BY i";
        (await _folder.ParquetAsync(Specs.Simple, select)).Error.ShouldBe(error);
    }

    [Fact]
    public async Task Import_NotParquet_IsRefused()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, "PAR1 not really", TestContext.Current.CancellationToken);
        var outcome = await _folder.RunAsync(Specs.Simple, new ParquetSource(new Dictionary<string, string>()), path);
        File.Delete(path);
        outcome.Error.ShouldBe("The file is not a Parquet file, or it is damaged.");
    }

    // A value of the same type that passes.
    private static string Harmless(string amount) => amount.Contains("::", StringComparison.Ordinal) ? $"1::{amount.Split("::")[1]}" : amount.StartsWith('1') ? "1.00" : amount;
}

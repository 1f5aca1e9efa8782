using Sandbox.Protocol.Datasets;
using Testing.Seeds;

namespace Sandbox.Tests.Datasets;

public sealed class RowRankingTests : IDisposable
{
    private const int Most = 6;

    private static readonly DatasetSpec Spec = new(
        "ranked", "id", Most, [new ColumnSpec("a", ColumnType.Text, Nullable: true), new ColumnSpec("b", ColumnType.Integer, Nullable: true)], [], null);

    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ranks_OfEachSubject_AreOneToTheNumberOfItsRows()
    {
        await ImportAsync(People(200));
        ImportFolder.Query($"SELECT count(*) FROM (SELECT id, min(__rank) AS lo, max(__rank) AS hi, count(DISTINCT __rank) AS n, count(*) AS rows FROM {From} GROUP BY id) WHERE lo <> 1 OR hi <> rows OR n <> rows")
            .ShouldBe(["0"]);
    }

    [Fact]
    public async Task Ranks_WhenRowsAreShuffledAndOthersRemoved_StayTheSame()
    {
        var lines = People(60);
        var whole = await ImportAsync(lines);
        (await ImportAsync([.. lines.OrderBy(_ => new Seeded(3).NextBits()).Reverse()])).ShouldBe(whole);
        foreach (var victim in new[] { "P0", "P7", "P59" })
        {
            var without = await ImportAsync([.. lines.Where(l => !l.StartsWith(victim + ",", StringComparison.Ordinal))]);
            without.ShouldBe(whole.Where(r => !r.StartsWith(victim + "|", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Ranks_OfRowsThatOnlyReadAlike_AreOfDifferentRows()
    {
        // Texts and missing values that a careless encoding would take for one another.
        await ImportAsync(["P1,x;1,", "P1,x,1", "P1,,1", "P1,-,1", "P1,1:-,1"]);
        ImportFolder.Query($"SELECT count(DISTINCT __rank) FROM {From}").ShouldBe(["5"]);
    }

    [Fact]
    public async Task Ranks_WithAnotherKey_AreOthers()
    {
        var lines = People(100);
        var first = await ImportAsync(lines);
        (await ImportAsync(lines, new string('d', 64))).ShouldNotBe(first);
        (await ImportAsync(lines)).ShouldBe(first);
    }

    [Fact]
    public async Task FirstRows_AreAnEvenSample_DuplicatesIncluded()
    {
        // Two rows in three are alike: they come first two times in three.
        await ImportAsync([.. Enumerable.Range(0, 3000).SelectMany(i => new[] { $"P{i},same,1", $"P{i},other,2", $"P{i},same,1" })]);
        var first = int.Parse(ImportFolder.Query($"SELECT count(*) FROM {From} WHERE __rank = 1 AND a = 'same'")[0]);
        first.ShouldBeInRange(2000 - 130, 2000 + 130);
    }

    [Fact]
    public async Task RankKey_Malformed_IsRefused()
    {
        var outcome = await _folder.CsvAsync(Spec, "id,a,b\nP1,x,1\n", rankKey: "'; --");
        outcome.Error.ShouldBe("The rank key is not 64 hexadecimal digits.");
    }

    private string From => $"read_parquet('{System.IO.Path.Combine(_folder.Staging, DataLayout.RowsFile)}')";

    private async Task<IReadOnlyList<string>> ImportAsync(IReadOnlyList<string> lines, string? key = null)
    {
        var outcome = await _folder.CsvAsync(Spec, $"id,a,b\n{string.Join('\n', lines)}\n", rankKey: key);
        outcome.Error.ShouldBeNull();
        return ImportFolder.Query($"SELECT concat_ws('|', id, coalesce(a, '?'), coalesce(b, -1), __rank) AS t FROM {From} ORDER BY t");
    }

    private static List<string> People(int count)
    {
        var seeded = new Seeded(11);
        return [.. Enumerable.Range(0, count).SelectMany(i => Enumerable.Range(0, 1 + seeded.Next(Most))
            .Select(_ => $"P{i},{(seeded.OneIn(4) ? "" : $"t{seeded.Next(3)}")},{(seeded.OneIn(4) ? "" : seeded.Next(3))}"))];
    }
}

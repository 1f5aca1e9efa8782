using System.Net;
using System.Text.Json.Nodes;
using Testing.Processes;
using Testing.Servers;

namespace EndToEnd.Tests.Aggregates;

/// <summary>Rows that stay in PostgreSQL: imported and asked about from inside boxes, through the socket that is bound into them.</summary>
public sealed class PostgresQueryTests
{
    private const string Dataset = "hamlet-table";

    private static readonly string[] People = [.. Enumerable.Range(1, 2000).SelectMany(i => new[] { $"P{i},{i},10,{Place(i)}", $"P{i},{i},30,{Place(i)}" })];

    [Fact]
    public async Task Question_AboutATable_IsAnsweredFromItsVersionInForce()
    {
        var (server, missing) = await PostgresServer.TryStartAsync();
        Assert.SkipWhen(server is null, missing);
        await using var _ = server!;
        var database = new HamletDatabase(server!);
        await database.SetUpAsync();
        await using var hamlet = await Hamlet.StartAsync(database, (Dataset, People));
        var rows = await AskAsync(hamlet);
        rows.Select(r => (string)r!["keys"]![0]!).ShouldBe(["north", "south"]);
        ((double)rows[0]!["values"]![0]!["value"]!).ShouldBe(3000, 100);
        ((double)rows[1]!["values"]![0]!["value"]!).ShouldBe(1000, 100);
        ((double)rows[0]!["values"]![1]!["value"]!).ShouldBe(20, 3);

        // A new version; the one before stays for jobs that need it.
        await database.FillAsync(Dataset, People[..2000]);
        (await hamlet.TryImportAsync(Dataset)).Code.ShouldBe(0);
        (await database.VersionsAsync()).ShouldBe(2);
        await Until.TrueAsync(async () => (double)(await AskAsync(hamlet))[0]!["values"]![0]!["value"]! < 2000, TimeSpan.FromSeconds(30), "the new version");

        hamlet.Output.ShouldNotContain(HamletDatabase.Password);
        var boxes = Directory.EnumerateDirectories("/proc").Select(CommandLine).Where(line => line.Contains("/run/postgres", StringComparison.Ordinal)).ToList();
        boxes.ShouldNotBeEmpty("the control: the box shows");
        boxes.ShouldNotContain(line => line.Contains(HamletDatabase.Password));
    }

    private static string Place(int i) => i % 4 == 0 ? "south" : "north";

    // Three rows a person, ε = 0.5 split in two: the noise of a count has a deviation of about 8, that of a mean is far below 1.
    private static async Task<JsonArray> AskAsync(Hamlet hamlet)
    {
        var reply = await hamlet.AskAsync(Dataset, "SELECT place, COUNT(*), AVG(amount) FROM {0} GROUP BY place");
        reply.Status.ShouldBe(HttpStatusCode.OK, $"{reply.Body}\n{hamlet.Output}");
        return JsonNode.Parse(reply.Body)!["rows"]!.AsArray();
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

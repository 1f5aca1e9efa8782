using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Gateway.Audit.Search;
using Microsoft.Data.Sqlite;
using Testing;
using Testing.Faults;

namespace Gateway.Audit.Tests.Search;

public sealed class PersonSearchTests
{
    private const int Callers = 64;
    private const int Periods = 4;
    private static readonly int Entries = Length.Of(shortForm: 10_000, full: 1_000_000);
    private static readonly int People = Entries / 2;

    /// <summary>Entries about one to three people each, over four key periods, and a few about a crowd.</summary>
    [Fact]
    public async Task Person_OverKeyRotations_IsFoundInAllTheirEntriesAndNoOther()
    {
        using var log = new SearchedLog();
        var truth = new ConcurrentDictionary<string, ConcurrentBag<long>>(StringComparer.Ordinal);
        await Task.WhenAll(FillAsync(log, truth), RotateAsync(log));
        await log.PublishedAsync();

        using var index = LogIndex.Open(log.Folder);
        var built = Stopwatch.GetTimestamp();
        index.CatchUp(log.Size);
        index.Next.ShouldBe(log.Size);
        TestContext.Current.TestOutputHelper!.WriteLine($"{log.Size} entries indexed in {Stopwatch.GetElapsedTime(built).TotalSeconds:0.0} s");

        var slowest = TimeSpan.Zero;
        foreach (var id in truth.Keys.Order(StringComparer.Ordinal).Where((_, i) => i % Math.Max(1, truth.Count / 200) == 0).Append("crowd-0").Append("nobody"))
        {
            var started = Stopwatch.GetTimestamp();
            var found = index.Person(log.Person(id), after: -1, EntrySearch.MaxLimit);
            var took = Stopwatch.GetElapsedTime(started);
            slowest = took > slowest ? took : slowest;
            found.IsLast.ShouldBeTrue();
            found.Records.Select(r => r.Index).ShouldBe(truth.GetValueOrDefault(id, []).Order(), id);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"the slowest search took {slowest.TotalMilliseconds:0.0} ms");
        // What the capability promises is of the full size.
        if (Length.Full) slowest.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Person_ManyEntries_ComeInPages()
    {
        using var log = new SearchedLog();
        await log.RotateAsync(0);
        for (var i = 0; i < 25; i++) await log.AppendAsync(TestLog.Entry($"{i}"), i % 5 == 0 ? "somebody" : "another", "crowd");
        await log.PublishedAsync();
        using var index = LogIndex.Open(log.Folder);
        index.CatchUp(log.Size);
        var (after, indexes) = (-1L, new List<long>());
        for (var last = false; !last;)
        {
            var page = index.Person(log.Person("somebody"), after, limit: 2);
            indexes.AddRange(page.Records.Select(r => r.Index));
            (after, last) = (indexes[^1], page.IsLast);
        }

        indexes.ShouldBe([1L, 6L, 11L, 16L, 21L]);
    }

    [Fact]
    public async Task Person_IndexPointsElsewhere_IsNotBelieved()
    {
        using var log = new SearchedLog();
        await log.RotateAsync(0);
        for (var i = 0; i < 4; i++) await log.AppendAsync(TestLog.Entry($"{i}"), $"person {i}");
        await log.PublishedAsync();
        using var index = LogIndex.Open(log.Folder);
        index.CatchUp(log.Size);
        var person = log.Person("person 2");
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(log.Folder, "index", "entries.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO subjects VALUES (@prefix, 1), (@prefix, 4)";
            command.Parameters.AddWithValue("@prefix", IndexWriter.Prefix(person[0].Hash.Span));
            command.ExecuteNonQuery().ShouldBe(2);
        }

        index.Person(person, after: -1, limit: 10).Records.Select(r => r.Index).ShouldBe([3]);
        index.Person([person[0] with { Key = "another" }], after: -1, limit: 10).Records.ShouldBeEmpty("the hash of another key");
    }

    private static Task FillAsync(SearchedLog log, ConcurrentDictionary<string, ConcurrentBag<long>> truth) => Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        for (var i = caller; i < Entries; i += Callers)
        {
            var ids = Enumerable.Range(0, 1 + (i % 3)).Select(k => Id(((i * 7919L) + (k * 104_729L)) % People)).Distinct(StringComparer.Ordinal).ToList();
            if (i % (Entries / 10) == 0) ids.AddRange(Enumerable.Range(0, 500).Select(c => $"crowd-{c}"));
            var index = (await log.AppendAsync(TestLog.Entry("entry"), ids)).Index;
            foreach (var id in ids) truth.GetOrAdd(id, _ => []).Add(index);
        }
    })));

    private static async Task RotateAsync(SearchedLog log)
    {
        for (var period = 0; period < Periods; period++)
        {
            await log.RotateAsync(period);
            while (log.Size < (period + 1L) * Entries / Periods) await Task.Delay(5);
        }
    }

    private static string Id(long person) => person.ToString("D18", CultureInfo.InvariantCulture);
}

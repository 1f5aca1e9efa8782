using Gateway.Audit.Files;
using Gateway.Audit.Search;
using Testing.Faults;
using Testing.Seeds;

namespace Gateway.Audit.Tests.Search;

public sealed class LogIndexTests : IAsyncLifetime
{
    private const int Entries = 700;
    private static readonly string[] Consumers = ["bank-ccb", "telecom-cmcc", "bank-icb"];
    private static readonly string[] Purposes = ["credit-granting", "post-loan"];
    private static readonly string[] Reasons = ["quota-exhausted", "batch-too-large", "no-contract"];
    private readonly SearchedLog _log = new();
    private readonly List<LogRecord> _records = [];

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < Entries; i++) await _log.AppendAsync(Entry(i));
        await _log.PublishedAsync();
        await foreach (var record in AccessLogReader.ReadAsync(_log.Folder, 0)) _records.Add(record);
    }

    public ValueTask DisposeAsync()
    {
        _log.Dispose();
        return default;
    }

    [Fact]
    public void Search_ByAnythingAndInPages_FindsWhatReadingTheWholeLogFinds()
    {
        using var index = Open();
        for (var seed = 0; seed < 150; seed++)
        {
            var search = Search(new Seeded((ulong)seed));
            var expected = _records.Where(r => Matches(search, r)).Select(r => r.Index).ToList();
            Walk(index, search with { After = -1 }).ShouldBe(expected, search.ToString());
            expected.Reverse();
            Walk(index, search with { Before = long.MaxValue }).ShouldBe(expected, search.ToString());
        }
    }

    [Fact]
    public void Statistics_OfDaysAndContracts_AreTheLogsSums()
    {
        using var index = Open();
        var all = index.Statistics(DateOnly.MinValue, DateOnly.MaxValue, null);
        var entries = _records.Select(r => r.Entry).OfType<AccessEntry>().ToList();
        foreach (var day in entries.GroupBy(e => (DateOnly.FromDateTime(e.Time.ToOffset(TimeSpan.FromHours(8)).DateTime), e.Contract)))
        {
            all.ShouldContain(new DayStatistics(
                day.Key.Item1, day.Key.Contract, day.Count(e => e.Outcome == AccessOutcome.Granted), day.Count(e => e.Outcome == AccessOutcome.Refused),
                day.Count(e => e.Outcome == AccessOutcome.Failed), day.Sum(e => e.Suppressed ?? 0), day.Count(e => e.Replay == true),
                day.Where(e => e.Outcome == AccessOutcome.Granted).Sum(e => e.Subjects ?? 0), day.Sum(e => e.NanoRho ?? 0), day.Sum(e => e.FemtoDelta ?? 0)));
        }

        all.Sum(s => s.Granted + s.Refused + s.Failed).ShouldBe(entries.Count);
        var some = index.Statistics(all[0].Day, all[0].Day, "contract-1");
        some.ShouldBe(all.Where(s => s.Day == all[0].Day && s.Contract == "contract-1"));
        some.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Index_Behind_GoesOnFromWhereItIs()
    {
        using (Open())
        {
        }

        await _log.AppendAsync(TestLog.Entry("new") with { Consumer = "new-bank" });
        await _log.PublishedAsync();
        using var index = LogIndex.Open(_log.Folder);
        index.Next.ShouldBe(Entries);
        index.CatchUp(_log.Size);
        index.Search(new EntrySearch { Consumer = "new-bank" }).Records.ShouldHaveSingleItem().Index.ShouldBe(Entries);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("garbage")]
    [InlineData("another log's")]
    [InlineData("asked for")]
    public async Task Index_ThatDoesNotFit_IsBuiltAnew(string why)
    {
        using (Open())
        {
        }

        var file = Path.Combine(_log.Folder, LogLayout.Index, "entries.db");
        switch (why)
        {
            case "missing": File.Delete(file); break;
            case "garbage": await File.WriteAllBytesAsync(file, new byte[5000]); break;
            case "another log's":
                using (var other = new SearchedLog())
                {
                    await other.AppendAsync(TestLog.Entry("of another log"));
                    await other.PublishedAsync();
                    using (var index = LogIndex.Open(other.Folder)) index.CatchUp(other.Size);
                    File.Copy(Path.Combine(other.Folder, LogLayout.Index, "entries.db"), file, overwrite: true);
                }

                break;
        }

        using var again = LogIndex.Open(_log.Folder, rebuild: why == "asked for");
        again.Next.ShouldBe(0);
        again.CatchUp(_log.Size);
        Walk(again, new EntrySearch { After = -1 }).Count.ShouldBe(Entries);
    }

    [Fact]
    public void Index_OpenedTwice_IsRefused()
    {
        using var index = Open();
        Should.Throw<IOException>(() => LogIndex.Open(_log.Folder));
    }

    private LogIndex Open()
    {
        var index = LogIndex.Open(_log.Folder);
        index.CatchUp(_log.Size);
        return index;
    }

    private static List<long> Walk(LogIndex index, EntrySearch search)
    {
        var found = new List<long>();
        for (var last = false; !last;)
        {
            var page = index.Search(search);
            page.Records.Count.ShouldBeLessThanOrEqualTo(search.Limit);
            found.AddRange(page.Records.Select(r => r.Index));
            if (found.Count > 0) search = search.Before is null ? search with { After = found[^1] } : search with { Before = found[^1] };
            last = page.IsLast;
        }

        return found;
    }

    private static LogEntry Entry(int i)
    {
        var dice = new Seeded((ulong)(i + 1_000_000));
        var time = SearchedLog.Start + TimeSpan.FromMinutes((i * 7) + dice.Between(0, 19));
        if (i % 17 == 0) return new EventEntry { Time = time, Event = i % 2 == 0 ? "worker-started" : "isolation-off" };
        var outcome = (AccessOutcome)dice.Between(0, 2);
        return new AccessEntry
        {
            Time = time,
            Outcome = outcome,
            Consumer = Consumers[dice.Between(0, Consumers.Length - 1)],
            Operation = dice.OneIn(2) ? "scores" : "aggregates",
            Contract = dice.Between(0, 3) is 0 ? null : $"contract-{dice.Between(0, 1)}",
            Product = dice.OneIn(2) ? "housing-credit" : null,
            Purpose = dice.OneIn(2) ? Purposes[dice.Between(0, 1)] : null,
            Model = dice.OneIn(2) ? new string('a', 63) + dice.Between(0, 1) : null,
            Reasons = outcome == AccessOutcome.Granted ? null : [.. Reasons.Take(1 + dice.Between(0, 2))],
            NanoRho = dice.OneIn(2) ? dice.Between(0, 99) : null,
            FemtoDelta = dice.OneIn(2) ? dice.Between(0, 4) : null,
            Subjects = dice.OneIn(2) ? 1 + dice.Between(0, 8) : null,
            Replay = dice.Between(0, 4) is 0 ? true : null,
            Suppressed = dice.Between(0, 8) is 0 ? 3 : null,
        };
    }

    private static EntrySearch Search(Seeded dice)
    {
        DateTimeOffset? Time() => dice.Between(0, 3) is 0 ? SearchedLog.Start + TimeSpan.FromMinutes(dice.Between(0, (7 * Entries) - 1)) : null;
        T? Perhaps<T>(T value)
            where T : class => dice.Between(0, 3) is 0 ? value : null;
        return new EntrySearch
        {
            Consumer = Perhaps(dice.Between(0, 8) is 0 ? "nobody" : Consumers[dice.Between(0, 2)]),
            Contract = Perhaps($"contract-{dice.Between(0, 1)}"),
            Product = Perhaps("housing-credit"),
            Purpose = Perhaps(Purposes[dice.Between(0, 1)]),
            Operation = Perhaps(dice.OneIn(2) ? "scores" : "aggregates"),
            Outcome = dice.Between(0, 3) is 0 ? (AccessOutcome)dice.Between(0, 2) : null,
            Reason = Perhaps(Reasons[dice.Between(0, 2)]),
            Model = Perhaps(new string('a', 63) + dice.Between(0, 1)),
            Event = dice.Between(0, 7) is 0 ? "worker-started" : null,
            From = Time(),
            Until = Time(),
            MinNanoRho = dice.Between(0, 3) is 0 ? dice.Between(0, 99) : null,
            MaxNanoRho = dice.Between(0, 3) is 0 ? dice.Between(0, 99) : null,
            Limit = 1 + dice.Between(0, 199),
        };
    }

    private static bool Matches(EntrySearch search, LogRecord record)
    {
        if (record.Entry.Time < search.From || record.Entry.Time >= search.Until) return false;
        if (record.Entry is EventEntry e)
        {
            return (search.Event is null || search.Event == e.Event)
                && search is { Consumer: null, Contract: null, Product: null, Purpose: null, Operation: null, Outcome: null, Reason: null, Model: null, MinNanoRho: null, MaxNanoRho: null };
        }

        var a = (AccessEntry)record.Entry;
        return search.Event is null
            && Is(search.Consumer, a.Consumer) && Is(search.Contract, a.Contract) && Is(search.Product, a.Product) && Is(search.Purpose, a.Purpose)
            && Is(search.Operation, a.Operation) && Is(search.Model, a.Model) && (search.Outcome is null || search.Outcome == a.Outcome)
            && (search.Reason is null || a.Reasons?.Contains(search.Reason) == true)
            && (search.MinNanoRho is null || a.NanoRho >= search.MinNanoRho) && (search.MaxNanoRho is null || a.NanoRho <= search.MaxNanoRho);
    }

    private static bool Is(string? wanted, string? found) => wanted is null || wanted == found;
}

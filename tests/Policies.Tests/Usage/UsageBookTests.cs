using System.Text.Json;
using Policies.Contracts;
using Policies.Tests.Decisions;
using Policies.Usage;

namespace Policies.Tests.Usage;

public sealed class UsageBookTests
{
    private static readonly DateTimeOffset Noon = Fixtures.Noon;
    private static readonly ContractDocument Priced = Fixtures.Whole;

    [Fact]
    public void Statement_OfAMonth_AddsUpByVersionAndOperation()
    {
        var statement = Book(
            Granted(subjects: 3), Granted(subjects: 2), Granted(subjects: 9) with { Replay = true }, Granted("aggregates", subjects: 0) with { NanoRho = 1250, FemtoDelta = 7 },
            Refused("purpose-not-granted", "batch-too-large") with { Suppressed = 4 }, Refused("quota-exhausted"),
            Granted("aggregates", subjects: 0) with { Outcome = UsageOutcome.Failed, NanoRho = 1250, Reasons = ["job-failed"] },
            Granted(subjects: 1) with { Version = 2, Sha256 = "other" });
        statement.Lines.Select(l => (l.Version, l.Operation, l.Total)).ShouldBe(
        [
            (1, "aggregates", new UsageTotal(Calls: 1, Subjects: 0, Replays: 0, Refused: 0, Failed: 1, NanoRho: 2500, FemtoDelta: 7, Fen: 5000)),
            (1, "scores", new UsageTotal(Calls: 2, Subjects: 5, Replays: 1, Refused: 6, Failed: 0, NanoRho: 0, FemtoDelta: 0, Fen: 100)),
            (2, "scores", new UsageTotal(Calls: 1, Subjects: 1, Replays: 0, Refused: 0, Failed: 0, NanoRho: 0, FemtoDelta: 0, Fen: 0)),
        ]);
        statement.Total.ShouldBe(new UsageTotal(4, 6, 1, 6, 1, 2500, 7, 5100));
        statement.Refusals.ShouldBe(new Dictionary<string, long> { ["batch-too-large"] = 1, ["job-failed"] = 1, ["purpose-not-granted"] = 1, ["quota-exhausted"] = 1 });
        statement.Spent.Select(s => (s.Index, s.NanoRho)).ShouldBe([(3, 1250), (6, 1250)]);
        statement.Log.ShouldBe(new UsageLog("log.test", 0, 7, 8));
    }

    [Fact]
    public void Statement_OfAnEmptyMonth_IsNone() => Fill(Granted()).Statement("ccb-housing-credit", Month("2026-05"), _ => Priced).ShouldBeNull();

    [Fact]
    public void Add_AtTheTurnOfTheMonthInShanghai_CountsWhereItBelongs()
    {
        var midnight = new DateTimeOffset(2026, 6, 30, 16, 0, 0, TimeSpan.Zero);
        var book = Fill(Granted() with { Time = midnight.AddMilliseconds(-1) }, Granted() with { Time = midnight });
        book.MonthsOf("ccb-housing-credit").Select(m => m.ToString()).ShouldBe(["2026-06", "2026-07"]);
    }

    [Fact]
    public void Add_WhatIsNotUnderAContract_CountsNowhere()
    {
        var book = Fill(Refused("no-contract") with { Contract = null, Sha256 = null });
        book.Next.ShouldBe(1);
        book.ContractsIn(Month("2026-06")).ShouldBeEmpty();
    }

    [Fact]
    public void Csv_OfStatements_HasOneLineAVersionAndOperation()
    {
        var csv = UsageCsv.Of(new UsageStatements([Book(Granted(subjects: 3))]));
        csv.ShouldBe($"{UsageCsv.Header}\r\nccb-housing-credit,bank-ccb,housing-credit,2026-06,1,sha,scores,1,3,0,0,0,0,0,60\r\n");
    }

    [Fact]
    public void Json_OfStatements_ComesBackTheSame()
    {
        var json = JsonSerializer.Serialize(new UsageStatements([Book(Granted(subjects: 3))]), UsageJson.Default.UsageStatements);
        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, UsageJson.Default.UsageStatements)!, UsageJson.Default.UsageStatements).ShouldBe(json);
    }

    private static UsageStatement Book(params UsageFact[] facts) => Fill(facts).Statement("ccb-housing-credit", Month("2026-06"), sha => sha == "sha" ? Priced : null).ShouldNotBeNull();

    private static UsageBook Fill(params UsageFact[] facts)
    {
        var book = new UsageBook("log.test");
        foreach (var (index, fact) in facts.Index()) book.Add(index, fact with { Index = index });
        return book;
    }

    private static UsageMonth Month(string text) => UsageMonth.TryParse(text, out var month) ? month : throw new FormatException(text);

    private static UsageFact Granted(string operation = "scores", int subjects = 1) => new(
        0, Noon, UsageOutcome.Granted, "bank-ccb", "housing-credit", operation, "ccb-housing-credit", 1, "sha", "post-loan", subjects, 0, 0, Replay: false, []);

    private static UsageFact Refused(params string[] reasons) => Granted() with { Outcome = UsageOutcome.Refused, Reasons = reasons };
}

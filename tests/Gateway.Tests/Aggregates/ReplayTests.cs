using System.Net;
using Gateway.Audit;
using Testing;

namespace Gateway.Tests.Aggregates;

/// <summary>The same question, however often and however put, is charged once and answered with the same bytes; another question is another charge.</summary>
[Collection(nameof(Town))]
public sealed class ReplayTests
{
    [Fact]
    public async Task Aggregate_SameQueryManyTimes_IsChargedOnceAndAnsweredToTheByte()
    {
        await using var town = new Town(contractBudget: 3, datasetBudget: 10);
        await town.StartAsync();
        var first = await town.AskAsync(Town.Question(1));
        first.Status.ShouldBe(HttpStatusCode.OK, first.Body + town.Gateway.Output);
        first.Ledger.ShouldBe(1);
        first.Balance.ShouldNotBeNull().ShouldStartWith($"nano-rho={Town.Price}, femto-delta=0, window-nano-rho={2 * Town.Price}, ");

        // At once and one by one, with idempotency keys and without.
        var repeats = Length.Of(shortForm: 100, full: 1_000);
        var replies = await Task.WhenAll(Enumerable.Range(0, repeats).Select(i => town.AskAsync(Town.Question(1), idempotencyKey: i % 2 == 0 ? $"key-{i}" : null)));
        replies.ShouldAllBe(r => r.Ok && r.Body == first.Body && r.Ledger == null);
        replies.ShouldAllBe(r => r.Balance!.StartsWith($"nano-rho=0, femto-delta=0, window-nano-rho={2 * Town.Price}, ", StringComparison.Ordinal));

        // The control: another question has another answer, and its price.
        var other = await town.AskAsync(Town.Question(2));
        other.Body.ShouldNotBe(first.Body);
        other.Ledger.ShouldBe(2);

        await town.StopAsync();
        await town.StartAsync();
        var later = await town.AskAsync(Town.Question(1));
        (later.Body, later.Ledger).ShouldBe((first.Body, null), "a restart forgets nothing");
        await town.StopAsync();

        (await TownLedger.EntriesAsync(town)).Count.ShouldBe(2);
        var log = await TownLedger.LogAsync(town);
        log.Count(e => e is { Outcome: AccessOutcome.Granted, Replay: true, NanoRho: null }).ShouldBe(repeats + 1, "each replay is recorded");
        log.Where(e => e.LedgerSequence is not null).Select(e => (e.LedgerSequence, e.NanoRho)).ShouldBe([(1, Town.Price), (2, Town.Price)]);
    }

    [Theory]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE birth_year > 1980 AND district = '中原区'", "SELECT COUNT(*) FROM housing-credit WHERE district IN ('中原区') AND birth_year >= 1981", true)]
    [InlineData("SELECT COUNT(*), SUM(monthly_deposit) FROM housing-credit", "SELECT SUM(monthly_deposit), COUNT(*), COUNT(*) FROM housing-credit;", true)]
    [InlineData("SELECT COUNT(*) FROM housing-credit WHERE birth_year > 1980", "SELECT COUNT(*) FROM housing-credit WHERE birth_year > 1981", false)]
    public async Task Aggregate_Paraphrased_GivesTheSameAnswerOrCostsAFullCharge(string sql, string other, bool same)
    {
        await using var town = new Town(contractBudget: 5, datasetBudget: 10);
        await town.StartAsync();
        var (first, second) = (await town.AskAsync(sql), await town.AskAsync(other));
        (first.Ok, second.Ok).ShouldBe((true, true), first.Body + second.Body);
        (first.Body == second.Body).ShouldBe(same);
        second.Ledger.ShouldBe(same ? null : 2);
    }

    [Fact]
    public async Task Aggregate_AnotherConsumersQuestion_IsNeverShared()
    {
        await using var town = new Town(contractBudget: 5, datasetBudget: 10, others: 1);
        await town.StartAsync();
        var (own, others) = (await town.AskAsync(Town.Question(1)), await town.AskAsync(Town.Question(1), "bank-0"));
        (own.Ok, others.Ok).ShouldBe((true, true));
        others.Body.ShouldNotBe(own.Body);
        others.Ledger.ShouldBe(2);
    }

    [Fact]
    public async Task Aggregate_JobFails_IsChargedTheSame()
    {
        await using var town = new Town(contractBudget: 5, datasetBudget: 10);
        await town.StartAsync();
        await File.WriteAllTextAsync(town.Failing, "", TestContext.Current.CancellationToken);
        var failed = await town.AskAsync(Town.Question(1));
        (failed.Status, failed.Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "job-failed"));
        File.Delete(town.Failing);
        (await town.AskAsync(Town.Question(1))).Ledger.ShouldBe(2, "a failure is never given back: it would tell of the data");
        await town.StopAsync();
        (await TownLedger.EntriesAsync(town)).Select(e => e.Cost.NanoRho).ShouldBe([Town.Price, Town.Price]);
        (await TownLedger.LogAsync(town)).Select(e => (e.Outcome, e.LedgerSequence)).ShouldBe([(AccessOutcome.Failed, 1), (AccessOutcome.Granted, 2)]);
    }
}

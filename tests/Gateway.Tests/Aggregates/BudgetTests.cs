using System.Net;
using System.Text.Json.Nodes;
using Testing.Processes;

namespace Gateway.Tests.Aggregates;

/// <summary>Budgets hold over HTTP: against races, colluding consumers, restarts and put-back copies.</summary>
[Collection(nameof(Town))]
public sealed class BudgetTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task Aggregates_SixtyFourAtOnce_SpendWhatThereIsAndNoMore(int budget)
    {
        await using var town = new Town(contractBudget: budget, datasetBudget: 100);
        await town.StartAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => town.AskAsync(Town.Question(i))));
        // With 64 units, the control, all of them are answered: it is the budget that refuses.
        replies.Count(r => r.Ok).ShouldBe(budget, string.Join('\n', replies.Where(r => !r.Ok).Select(r => r.Body).Take(3)));
        replies.Where(r => !r.Ok).ShouldAllBe(r => r.Status == HttpStatusCode.TooManyRequests && r.Code == "budget-exhausted");
        await town.StopAsync();
        (await TownLedger.EntriesAsync(town)).Sum(e => e.Cost.NanoRho).ShouldBe(budget * Town.Price);
    }

    [Fact]
    public async Task Aggregates_TenColludingConsumers_ShareTheDatasetsBudget()
    {
        const int Banks = 10, Each = 8, Together = 12;
        await using var town = new Town(contractBudget: Each, datasetBudget: Together, others: Banks);
        await town.StartAsync();
        var replies = await Task.WhenAll(Enumerable.Range(0, Banks * 3).Select(i => town.AskAsync(Town.Question(i), $"bank-{i % Banks}")));
        replies.Count(r => r.Ok).ShouldBe(Together, "each had budget of its own left, so nothing but the dataset's budget refused");
        foreach (var (reply, i) in replies.Select((r, i) => (r, i)).Where(r => !r.r.Ok))
        {
            reply.Code.ShouldBe("budget-exhausted");
            JsonNode.Parse(reply.Body)!["spent"]!.AsArray().ShouldAllBe(s => (string)s!["contract"]! == $"bank-{i % Banks}-housing-credit", "nobody sees another's charges");
        }

        await town.StopAsync();
        var entries = await TownLedger.EntriesAsync(town);
        entries.Sum(e => e.Cost.NanoRho).ShouldBe(Together * Town.Price);
        entries.GroupBy(e => e.Contract).ShouldAllBe(g => g.Count() <= 3);
    }

    [Fact]
    public async Task Aggregates_OfRowsInADatabaseThatTheGatewayWasNotToldOf_AreRefusedBeforeTheyAreCharged()
    {
        await using var town = new Town(contractBudget: 2, datasetBudget: 10);
        await town.StartAsync();
        (await town.AskAsync(Town.Question(0))).Ok.ShouldBeTrue("the control");
        town.MoveRows();
        await Until.TrueAsync(async () => !(await town.AskAsync(Town.Question(0))).Ok, TimeSpan.FromSeconds(30), "the gateway to look");
        var refused = await town.AskAsync(Town.Question(1));
        (refused.Status, refused.Code, refused.Ledger).ShouldBe((HttpStatusCode.ServiceUnavailable, "product-not-ready", null));
        await town.StopAsync();
        (await TownLedger.EntriesAsync(town)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Aggregates_BudgetSpent_ListsTheCallersChargesAlsoAfterARestart()
    {
        await using var town = new Town(contractBudget: 2, datasetBudget: 10);
        await town.StartAsync();
        for (var i = 0; i < 2; i++) (await town.AskAsync(Town.Question(i))).Ok.ShouldBeTrue();
        await town.StopAsync();
        await town.StartAsync();
        var refused = await town.AskAsync(Town.Question(2));
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.TooManyRequests, "budget-exhausted"));
        JsonNode.Parse(refused.Body)!["spent"]!.AsArray().Select(s => ((long)s!["ledger"]!, (long)s["nanoRho"]!)).ShouldBe([(2, Town.Price), (1, Town.Price)]);
    }

    [Fact]
    public async Task Aggregates_ContractReplacedByAVersionWithMore_KeepsWhatWasSpent()
    {
        await using var town = new Town(contractBudget: 2, datasetBudget: 10);
        await town.StartAsync();
        for (var i = 0; i < 2; i++) (await town.AskAsync(Town.Question(i))).Ok.ShouldBeTrue();
        (await town.AskAsync(Town.Question(2))).Code.ShouldBe("budget-exhausted");
        await town.ReplaceContractAsync(version: 2, queries: 3);
        (await town.AskAsync(Town.Question(2))).Ok.ShouldBeTrue("the new version has room for one more");
        var refused = await town.AskAsync(Town.Question(3));
        refused.Code.ShouldBe("budget-exhausted", "and for no other: what the version before spent is spent");
        JsonNode.Parse(refused.Body)!["spent"]!.AsArray().Select(s => (string)s!["contract"]!).ShouldBe(Enumerable.Repeat("ccb-housing-credit", 3));
    }

    [Fact]
    public async Task Aggregates_DatasetsDocumentRaised_SpendNoMoreUntilOperatorAndProviderAgree()
    {
        await using var town = new Town(contractBudget: 2, datasetBudget: 2, others: 1);
        await town.StartAsync();
        (await town.AskAsync(Town.Question(0))).Ok.ShouldBeTrue();
        (await town.AskAsync(Town.Question(1), "bank-0")).Ok.ShouldBeTrue();
        await town.StopAsync();
        town.WriteDatasetBudget(3);
        await town.StartAsync();
        (await town.AskAsync(Town.Question(2))).Code.ShouldBe("budget-exhausted", "the document alone raises nothing");
        await town.AgreeAsync("approver-one", 3);
        (await town.AskAsync(Town.Question(2))).Code.ShouldBe("budget-exhausted");
        await town.AgreeAsync("fund-centre", 3);
        (await town.AskAsync(Town.Question(2))).Ok.ShouldBeTrue();
        (await town.AskAsync(Town.Question(3), "bank-0")).Code.ShouldBe("budget-exhausted");
        await town.StopAsync();
        (await TownLedger.EntriesAsync(town)).Sum(e => e.Cost.NanoRho).ShouldBe(3 * Town.Price);
        (await TownLedger.EventsAsync(town)).Where(e => e.StartsWith("lifetime-", StringComparison.Ordinal) && e != "lifetime-adopted").ShouldBe(
            ["lifetime-asked", "lifetime-agreed-by-operator", "lifetime-agreed-by-provider", "lifetime-raised"]);
    }

    [Fact]
    public async Task Aggregates_LedgerPutBack_AreRefusedUntilTheNewestIsThere()
    {
        await using var town = new Town(contractBudget: 9, datasetBudget: 10);
        await town.StartAsync();
        (await town.AskAsync(Town.Question(1))).Ok.ShouldBeTrue();
        await town.StopAsync();
        string ledger = Path.Combine(town.Folder, "ledger.db"), old = Path.Combine(town.Folder, "old.db"), newest = Path.Combine(town.Folder, "newest.db");
        File.Copy(ledger, old);
        await town.StartAsync();
        (await town.AskAsync(Town.Question(2))).Ok.ShouldBeTrue();
        await town.StopAsync();
        File.Copy(ledger, newest);

        File.Copy(old, ledger, overwrite: true);
        await town.StartAsync();
        var refused = await town.AskAsync(Town.Question(3));
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.ServiceUnavailable, "store-unavailable"));
        (await town.AskAsync(Town.Question(1))).Ok.ShouldBeFalse("not even a replay: nothing of the balance that it would show is true");
        await town.StopAsync();
        (await TownLedger.EventsAsync(town)).ShouldContain("ledger-refused");
        File.Copy(newest, ledger, overwrite: true);
        await town.StartAsync();
        (await town.AskAsync(Town.Question(3))).Ledger.ShouldBe(3, "the newest copy is taken: it was the old one that was refused");
    }
}

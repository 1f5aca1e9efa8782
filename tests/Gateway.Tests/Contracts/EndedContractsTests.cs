using Gateway.Aggregates;
using Gateway.Answers;
using Gateway.Audit;
using Gateway.Contracts;
using Gateway.Contracts.Lifecycle;
using Gateway.Stores;
using Gateway.Tests.Answers;
using Gateway.Tests.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Contracts;

public sealed class EndedContractsTests
{
    private static readonly byte[] Hash = [1, 2, 3];

    [Fact]
    public async Task Revoke_PurgesAnswersAndKeys_AndProvesItInTheLog()
    {
        await using var host = await SurfaceHost.StartAsync(configure: RealAnswers);
        var answers = host.Services.GetRequiredService<SqliteAnswerStore>();
        var replays = host.Services.GetRequiredService<ReplayStore>();
        var contracts = host.Services.GetRequiredService<PolicyTables>().Current.Contracts;
        var (ours, theirs) = (contracts[("bank-ccb", "housing-credit")].Sha256, contracts[("bank-ccb", "credit-default")].Sha256);
        var (stored, running, other) = (new AnswerKey("bank-ccb", "a", ours), new AnswerKey("bank-ccb", "b", ours), new AnswerKey("bank-ccb", "c", theirs));
        foreach (var key in (AnswerKey[])[stored, running, other]) await answers.BeginAsync(key, Hash, default);
        foreach (var key in (AnswerKey[])[stored, other]) await answers.CompleteAsync(key, Answer(key), default);
        await replays.Answers.BeginAsync(stored, Hash, default);
        await replays.Answers.CompleteAsync(stored, Answer(stored), default);

        using (var response = await host.PostAsync("/v1/admin/contracts/ccb-housing-credit/versions/1/revoke", "approver-one"))
            response.EnsureSuccessStatusCode();

        var purged = host.Dependencies.Entries.OfType<EventEntry>().Where(e => e.Event == "contract-purged").ToArray().ShouldHaveSingleItem().Facts!;
        (purged["contract"], purged["version"], purged["sha256"]).ShouldBe(("ccb-housing-credit", "1", ours));
        (purged["answers"], purged["keys"], purged["replays"]).ShouldBe(("1", "2", "1"));
        await replays.Answers.BeginAsync(stored, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.ContractEnded>();
        await Should.ThrowAsync<StoreUnavailableException>(
            async () => await answers.CompleteAsync(running, Answer(running), default), "a request on its way has nowhere to put its answer");
        await answers.BeginAsync(stored, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.ContractEnded>();
        await answers.BeginAsync(other, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Stored>();
        (await ((IContractRemains)answers).PurgeAsync(ours, default)).ShouldBeNull("the log holds it");
    }

    [Fact]
    public async Task Revoke_WhenTheLogFailsAfterThePurge_IsProvedLaterWithTheSameFigures()
    {
        await using var host = await SurfaceHost.StartAsync(configure: RealAnswers);
        var answers = host.Services.GetRequiredService<SqliteAnswerStore>();
        var key = new AnswerKey("bank-ccb", "a", "sha");
        await answers.BeginAsync(key, Hash, default);
        IContractRemains remains = answers;
        (await remains.PurgeAsync("sha", default)).ShouldNotBeNull()["keys"].ShouldBe(1);
        (await remains.PurgeAsync("sha", default)).ShouldNotBeNull()["keys"].ShouldBe(1);
        await remains.ProvedAsync("sha", default);
        (await remains.PurgeAsync("sha", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Start_AfterAContractEndedElsewhere_PurgesWhatIsLeftHere()
    {
        await using var host = await SurfaceHost.StartAsync(configure: RealAnswers);
        var answers = host.Services.GetRequiredService<SqliteAnswerStore>();
        var tables = host.Services.GetRequiredService<PolicyTables>();
        var sha = tables.Current.Contracts[("bank-ccb", "housing-credit")].Sha256;
        await answers.BeginAsync(new AnswerKey("bank-ccb", "a", sha), Hash, default);
        var elsewhere = new ContractDesk(
            tables, host.Dependencies, host.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ContractDesk>.Instance);
        using (var ended = new EndedContracts(
            host.Services.GetRequiredService<Gateway.Contracts.Store.IContractStore>(), [answers], host.Dependencies, host.Time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<EndedContracts>.Instance))
        {
            await ended.CatchUpAsync(default);
            host.Dependencies.Entries.OfType<EventEntry>().ShouldNotContain(e => e.Event == "contract-purged");
            (await elsewhere.TakeAsync("ccb-housing-credit", 1, global::Policies.Lifecycle.LifecycleStep.Revoke, "approver-one", null, default)).Contract.ShouldNotBeNull();
            await ended.CatchUpAsync(default);
        }

        host.Dependencies.Entries.OfType<EventEntry>().Count(e => e.Event == "contract-purged").ShouldBe(1, "whoever comes first tells it, once");
    }

    private static StoredAnswer Answer(AnswerKey key) => new(new byte[] { 9 }, "application/json", key.Contract, null, null, null, null);

    private static void RealAnswers(WebApplicationBuilder builder) => builder.Services.AddAnswers(builder.Configuration).AddReplays();
}

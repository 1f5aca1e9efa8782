using Gateway.Contracts.Store;
using Gateway.Stores.Sql;
using Policies.Contracts;
using Policies.Costs;
using Policies.Datasets;
using Policies.Lifecycle;

namespace Gateway.Tests.Contracts;

/// <summary>What every contract store does. <see cref="Open"/> opens the same durable store again, as another gateway would.</summary>
public abstract class ContractStoreSuite
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 4, 0, 0, TimeSpan.Zero);

    internal abstract ISqlDatabase Open();

    [Fact]
    public async Task Read_AfterChanges_TellsEachOnceInOrder()
    {
        var store = await PreparedAsync();
        (await store.RevisionAsync(default)).ShouldBe(0);
        var contract = await AddAsync(store, "one");
        await AddAsync(store, "two");
        var all = await store.ReadAsync(0, default);
        all.Revision.ShouldBe(2);
        all.Contracts.Select(c => c.Document.Contract).ShouldBe(["one", "two"]);
        (await store.ReadAsync(2, default)).Contracts.ShouldBeEmpty();

        await StepAsync(store, contract, LifecycleStep.Suspend);
        var changed = await store.ReadAsync(2, default);
        changed.Revision.ShouldBe(3);
        var suspended = changed.Contracts.ShouldHaveSingleItem();
        suspended.State.ShouldBe(ContractState.Suspended);
        suspended.Version.Sha256.ShouldBe(contract.Version.Sha256);
        suspended.Life.Steps.Select(s => s.Step).ShouldBe([LifecycleStep.Seed, LifecycleStep.Suspend]);
        suspended.Life.Steps[^1].ShouldBe(new StepTaken(LifecycleStep.Suspend, "somebody", Noon, "why"));
    }

    [Fact]
    public async Task Read_ByAnotherGateway_SeesWhatThisOneWrote()
    {
        var contract = await AddAsync(await PreparedAsync(), "one");
        var other = await PreparedAsync();
        (await other.ReadAsync(0, default)).Contracts.ShouldHaveSingleItem().Version.Sha256.ShouldBe(contract.Version.Sha256);
    }

    [Fact]
    public async Task Change_ThatThrowsOrWritesNothing_ChangesNothing()
    {
        var store = await PreparedAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => store.ChangeAsync<int>(
            async change =>
            {
                await change.AddAsync(Seeded("one"));
                throw new InvalidOperationException("the log is down");
            },
            default));
        await store.ChangeAsync(change => change.VersionsAsync("one"), default);
        (await store.RevisionAsync(default)).ShouldBe(0);
        (await store.ReadAsync(0, default)).Contracts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Change_ByManyAtOnce_EachIsAlone()
    {
        var contract = await AddAsync(await PreparedAsync(), "one");
        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PreparedAsync()));
        var taken = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => stores[i % 4].ChangeAsync(
            async change =>
            {
                var now = (await change.VersionsAsync("one"))[0];
                var (life, _) = now.Life.Take(now.Document, new StepTaken(LifecycleStep.Revoke, $"approver-{i}", Noon));
                if (life is null) return false;
                await change.StepAsync(now with { Life = life });
                return true;
            },
            default))));
        taken.Count(t => t).ShouldBe(1, "a contract ends once");
        (await stores[0].RevisionAsync(default)).ShouldBe(2);
        (await stores[0].EndedAsync(default)).ShouldBe([new EndedContract("one", 1, contract.Version.Sha256)]);
        (await stores[0].ReadAsync(0, default)).Contracts.ShouldBeEmpty("the revoked are not read at a start");
        (await stores[0].ReadAsync(1, default)).Contracts.ShouldHaveSingleItem().State.ShouldBe(ContractState.Revoked);
    }

    [Fact]
    public async Task Add_AVersionTwice_IsRefusedByTheStore()
    {
        var store = await PreparedAsync();
        await AddAsync(store, "one");
        await Should.ThrowAsync<Gateway.Stores.StoreUnavailableException>(() => AddAsync(store, "one"));
        (await store.RevisionAsync(default)).ShouldBe(1);
    }

    [Fact]
    public async Task Lifetimes_SetByOneGateway_AreReadByAnotherFromTheirNumberOn()
    {
        var (one, other) = (await PreparedAsync(), await PreparedAsync());
        var adopted = new LifetimeAgreement("fund", new LifetimeTerms("中心", new PrivacyCost(2_000_000_000, 5)));
        var asked = adopted with { Asked = new LifetimeTerms("centre", new PrivacyCost(long.MaxValue, 0)), ByOperator = "approver-one", ByProvider = "provider-one" };
        await SetAsync(one, adopted);
        await AddAsync(one, "contract");
        (await other.ReadAsync(0, default)).Lifetimes.ShouldBe([adopted]);
        (await other.ReadAsync(1, default)).Lifetimes.ShouldBeEmpty();

        await SetAsync(other, asked);
        var changes = await one.ReadAsync(2, default);
        (changes.Revision, changes.Contracts.Count).ShouldBe((3, 0));
        changes.Lifetimes.ShouldBe([asked]);
        await SetAsync(one, adopted);
        (await other.LifetimesAsync(default)).ShouldBe([adopted]);
    }

    [Fact]
    public async Task Prepare_AStoreOfTheFormBefore_KeepsItsContracts()
    {
        await AddAsync(await PreparedAsync(), "one");
        await using (var connection = await Open().OpenAsync(default))
        {
            await new SqlCommands(connection).RunAsync("DROP TABLE dataset_lifetimes", default);
            await new SqlCommands(connection).RunAsync("UPDATE schema_versions SET version = 1 WHERE feature = 'contracts'", default);
        }

        var changes = await (await PreparedAsync()).ReadAsync(0, default);
        changes.Contracts.ShouldHaveSingleItem();
        changes.Lifetimes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Prepare_ByANewerGateway_IsNotTouched()
    {
        await PreparedAsync();
        var database = Open();
        await using (var connection = await database.OpenAsync(default))
            await new SqlCommands(connection).RunAsync("UPDATE schema_versions SET version = 99", default);
        (await Should.ThrowAsync<InvalidOperationException>(() => new SqlContractStore(database).PrepareAsync(default))).Message.ShouldContain("newer gateway");
    }

    [Fact]
    public async Task Read_ADocumentThatWasTamperedWith_IsAnErrorNotAContract()
    {
        var store = await PreparedAsync();
        await AddAsync(store, "one");
        await using (var connection = await Open().OpenAsync(default))
            await new SqlCommands(connection).RunAsync("UPDATE contract_versions SET document = REPLACE(document, '\"perDay\":10', '\"perDay\":99')", default);
        await Should.ThrowAsync<FormatException>(() => store.ReadAsync(0, default));
    }

    private async Task<SqlContractStore> PreparedAsync()
    {
        var store = new SqlContractStore(Open());
        await store.PrepareAsync(default);
        return store;
    }

    private static async Task<StoredContract> AddAsync(IContractStore store, string name)
    {
        var contract = Seeded(name);
        return await store.ChangeAsync(
            async change =>
            {
                await change.AddAsync(contract);
                return contract;
            },
            default);
    }

    private static Task<bool> StepAsync(IContractStore store, StoredContract contract, LifecycleStep step) => store.ChangeAsync(
        async change =>
        {
            await change.StepAsync(contract with { Life = contract.Life.Take(contract.Document, new StepTaken(step, "somebody", Noon, "why")).Life! });
            return true;
        },
        default);

    private static Task<bool> SetAsync(IContractStore store, LifetimeAgreement agreement) => store.ChangeAsync(
        async change =>
        {
            await change.SetAsync(agreement);
            return true;
        },
        default);

    private static StoredContract Seeded(string name)
    {
        var document = new ContractDocument(
            name, 1, "bank-ccb", "housing-credit", ["credit-granting"], "consent", new(2026, 1, 1), new(2026, 12, 31), null, new(1, 10, 100));
        return new StoredContract(
            ContractIdentity.VersionOf(document), ContractLife.Of(document, [new StepTaken(LifecycleStep.Seed, StepTaken.Gateway, Noon)]));
    }
}

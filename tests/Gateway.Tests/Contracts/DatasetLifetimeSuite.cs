using System.Net;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Contracts;
using Gateway.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Policies.Costs;
using Testing.Processes;

namespace Gateway.Tests.Contracts;

/// <summary>What holds of a dataset's lifetime budget, on gateways over one durable store: whoever writes its document does not raise it.</summary>
public abstract class DatasetLifetimeSuite : IDisposable
{
    private const string Datasets = "/v1/admin/datasets";
    private const string Fund = "datasets/housing-fund.yaml";
    private const string Shipped = "lifetime: { rho: 2.0, delta: 5e-7 }";
    private const string Raised = "lifetime: { rho: 3.0, delta: 5e-7 }";
    private const string RaisedTerms = """{"nanoRho":3000000000,"femtoDelta":500000000}""";
    private readonly string _policies;

    protected DatasetLifetimeSuite()
    {
        _policies = Path.Combine(Folder, "policies");
        var shipped = Path.Combine(Repository.Root, "policies");
        foreach (var file in Directory.EnumerateFiles(shipped, "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_policies, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Deleted afterwards.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("lifetimes-").FullName;

    /// <summary>The settings of the one store.</summary>
    protected abstract (string Key, string Value)[] Store { get; }

    [Fact]
    public async Task Raise_ByTheDocument_HoldsOnceOperatorAndProviderAgreeOnEveryGateway()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        Spendable(one).ShouldBe(2_000_000_000);
        Events(one).Concat(Events(other)).Count(e => e.StartsWith("lifetime-adopted housing-fund", StringComparison.Ordinal)).ShouldBe(1, "the second has seen it");

        await ChangeAsync(one, Shipped, Raised, "lifetime-asked housing-fund 3000000000");
        Spendable(one).ShouldBe(2_000_000_000);
        var asked = (await FundAsync(one, "regulator"))["asked"]!;
        ((long)asked["nanoRho"]!, (string?)asked["byOperator"], (string?)asked["byProvider"]).ShouldBe((3_000_000_000, null, null));

        await RefusedAsync(one, "approver-one", """{"nanoRho":2999999999,"femtoDelta":500000000}""", 409, "lifetime-not-asked");
        await RefusedAsync(one, "provider-other", RaisedTerms, 404, "dataset-not-found");
        await RefusedAsync(one, "provider-one", """{"nanoRho":3000000000}""", 400, "bad-request");
        await AgreeAsync(one, "approver-one");
        await AgreeAsync(one, "approver-two");
        Spendable(one).ShouldBe(2_000_000_000, "two operators are one party");

        await AgreeAsync(other, "provider-one");
        await SettlesAsync(one, () => Spendable(one) == 3_000_000_000);
        await SettlesAsync(other, () => Spendable(other) == 3_000_000_000);
        (await FundAsync(one, "provider-one"))["asked"].ShouldBeNull();
        Events(one).ShouldContain("lifetime-agreed-by-operator housing-fund 3000000000 approver-one");
        Events(one).ShouldNotContain(e => e.EndsWith("approver-two", StringComparison.Ordinal), "agreed to already");
        Events(other).TakeLast(2).ShouldBe(["lifetime-agreed-by-provider housing-fund 3000000000 provider-one", "lifetime-raised housing-fund 3000000000 provider-one"]);
    }

    [Fact]
    public async Task Restart_WithARaisedOrReplacedDocument_HoldsWhatWasAgreed()
    {
        await using (var first = await StartAsync()) Spendable(first).ShouldBe(2_000_000_000);
        Edit(Shipped, Raised);
        await using (var second = await StartAsync())
        {
            Spendable(second).ShouldBe(2_000_000_000);
            await AgreeAsync(second, "approver-one");
        }

        await using (var third = await StartAsync())
        {
            ((string?)(await FundAsync(third, "approver-one"))["asked"]!["byOperator"]).ShouldBe("approver-one", "what was agreed to is durable");
            Edit("provider: 住房公积金管理中心", "provider: somebody else");
            await SettlesAsync(third, () => Events(third).Contains("lifetime-asked housing-fund 3000000000 gateway:itself"));
            ((string?)(await FundAsync(third, "approver-one"))["asked"]!["byOperator"]).ShouldBeNull("another owner is asked, too");
            await RefusedAsync(third, "provider-other", RaisedTerms, 404, "dataset-not-found");
            await RefusedAsync(third, "provider-one", RaisedTerms, 409, "lifetime-not-asked");
        }

        Edit(Raised, "lifetime: { rho: 1.0, delta: 5e-7 }");
        await using (var fourth = await StartAsync()) Spendable(fourth).ShouldBe(1_000_000_000, "lowered at once");
        Edit("lifetime: { rho: 1.0, delta: 5e-7 }", Shipped);
        await using (var fifth = await StartAsync()) Spendable(fifth).ShouldBe(1_000_000_000, "what was lowered is raised by two");
    }

    [Fact]
    public async Task Documents_WhenTheLogIsDown_WaitForIt()
    {
        await using var host = await StartAsync();
        host.Dependencies.LogDown = true;
        Edit(Shipped, "lifetime: { rho: 1.0, delta: 5e-7 }");
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await RefusedAsync(host, "approver-one", RaisedTerms, 409, "lifetime-not-asked");
        Spendable(host).ShouldBe(2_000_000_000);
        host.Dependencies.LogDown = false;
        await SettlesAsync(host, () => Spendable(host) == 1_000_000_000);
        Events(host).Count(e => e.StartsWith("lifetime-lowered", StringComparison.Ordinal)).ShouldBe(1);

        await ChangeAsync(host, "rho: 1.0", "rho: 3.0", "lifetime-asked housing-fund 3000000000");
        host.Dependencies.LogDown = true;
        await RefusedAsync(host, "approver-one", RaisedTerms, 503, "log-unavailable");
        host.Dependencies.LogDown = false;
        ((string?)(await FundAsync(host, "approver-one"))["asked"]!["byOperator"]).ShouldBeNull();
    }

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static long Spendable(SurfaceHost host) => Budget(host).Lifetime.NanoRho;

    private static PrivacyBudget Budget(SurfaceHost host) => host.Services.GetRequiredService<PolicyTables>().Current.Datasets["housing-fund"].Budget!;

    private static List<string> Events(SurfaceHost host) =>
        [.. host.Dependencies.Entries.ToArray().OfType<EventEntry>().Where(e => e.Event.StartsWith("lifetime-", StringComparison.Ordinal))
            .Select(e => $"{e.Event} {e.Facts!["dataset"]} {e.Facts["nanoRho"]} {e.Facts["by"]}")];

    private static async Task<JsonNode> FundAsync(SurfaceHost host, string client)
    {
        using var response = await host.GetAsync(Datasets, client);
        var datasets = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["datasets"]!.AsArray();
        datasets.Count.ShouldBe(client == "provider-one" ? 1 : 3, "a provider sees its own");
        return datasets.Single(d => (string)d!["dataset"]! == "housing-fund")!;
    }

    private static async Task AgreeAsync(SurfaceHost host, string client)
    {
        using var response = await host.PostAsync($"{Datasets}/housing-fund/budget/agree", client, RaisedTerms);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task RefusedAsync(SurfaceHost host, string client, string terms, int status, string code)
    {
        using var response = await host.PostAsync($"{Datasets}/housing-fund/budget/agree", client, terms);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)response.StatusCode, (string?)JsonNode.Parse(body)!["code"]).ShouldBe((status, code), body);
    }

    /// <summary>Lets polls happen until something is so.</summary>
    private static Task SettlesAsync(SurfaceHost host, Func<bool> condition) => Until.TrueAsync(
        () =>
        {
            if (condition()) return Task.FromResult(true);
            host.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(condition());
        },
        TimeSpan.FromSeconds(20),
        "documents and store to be read again");

    private Task<SurfaceHost> StartAsync() => SurfaceHost.StartAsync(settings: [.. Store, ("Gateway:Policies", _policies), ("Contracts:Seed", "true")]);

    private async Task ChangeAsync(SurfaceHost host, string text, string replacement, string until)
    {
        Edit(text, replacement);
        await SettlesAsync(host, () => Events(host).Exists(e => e.StartsWith(until, StringComparison.Ordinal)));
    }

    private void Edit(string text, string replacement)
    {
        var path = Path.Combine(_policies, Fund);
        var before = File.ReadAllText(path);
        before.ShouldContain(text);
        File.WriteAllText(path, before.Replace(text, replacement, StringComparison.Ordinal));
    }
}

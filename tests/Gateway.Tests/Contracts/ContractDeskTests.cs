using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Contracts;
using Gateway.Contracts.Lifecycle;
using Gateway.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Policies;
using Policies.Contracts;

namespace Gateway.Tests.Contracts;

public sealed class ContractDeskTests : IAsyncLifetime
{
    private const string Desk = "/v1/admin/contracts";
    private const string Name = "ccb-housing-credit";
    private SurfaceHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurfaceHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private PolicySet Policies => _host.Services.GetRequiredService<PolicyTables>().Current;

    private ContractDocument InForce => Policies.Contracts[("bank-ccb", "housing-credit")].Document;

    private IEnumerable<EventEntry> Events => _host.Dependencies.Entries.OfType<EventEntry>();

    [Fact]
    public async Task Start_First_SeedsTheShippedContractsIntoLog()
    {
        Policies.Contracts.Count.ShouldBe(Events.Count(e => e.Event == "contract-seeded"));
        var seeded = Events.First(e => e.Facts!["contract"] == Name);
        seeded.Facts!["sha256"].ShouldBe(Policies.Contracts[("bank-ccb", "housing-credit")].Sha256);
        seeded.Facts["state"].ShouldBe("active");
        var steps = (await JsonAsync(await _host.GetAsync($"{Desk}/{Name}/versions/1", "regulator")))["steps"]!.AsArray();
        steps.ShouldHaveSingleItem()!["step"]!.GetValue<string>().ShouldBe("seeded");
    }

    [Fact]
    public async Task Version_TakenByTheBook_ReplacesTheOneBefore()
    {
        var second = InForce with { Version = 2, Quota = InForce.Quota with { PerDay = InForce.Quota.PerDay - 1 } };
        await SubmitAsync(second, "author-one");
        InForce.Version.ShouldBe(1);
        await TakeAsync(2, "approve", "approver-one", "submitted");
        await TakeAsync(2, "approve", "approver-two", "approved");
        (await VersionsOfTheBankAsync()).ShouldBe(["1 active", "2 approved"]);
        (await JsonAsync(await _host.PostAsync($"/v1/contracts/{Name}/versions/2/accept", "bank-ccb")))["state"]!.GetValue<string>().ShouldBe("accepted");
        InForce.Version.ShouldBe(1);
        await TakeAsync(2, "activate", "approver-one", "active");
        InForce.ShouldBeEquivalentTo(second);
        (await VersionsOfTheBankAsync()).ShouldBe(["2 active"]);
        var history = (await JsonAsync(await _host.GetAsync($"{Desk}/{Name}", "author-one")))["versions"]!.AsArray();
        history.Select(v => v!["state"]!.GetValue<string>()).ShouldBe(["replaced", "active"]);
        Events.Select(e => e.Event).Where(e => e is not ("contract-seeded" or "lifetime-adopted" or "alert-rules")).ShouldBe(
            ["contract-submitted", "contract-approved", "contract-approved", "contract-accepted", "contract-replaced", "contract-activated"]);
        Events.Last().Facts!["by"].ShouldBe("approver-one");
    }

    [Fact]
    public async Task Suspend_ThenActivate_IsOutOfForceInBetween()
    {
        await TakeAsync(1, "suspend", "author-one", "suspended", """{"note":"complaint 17"}""");
        Policies.Contracts.ContainsKey(("bank-ccb", "housing-credit")).ShouldBeFalse();
        _host.Services.GetRequiredService<PolicyTables>().InForce.Suspended.ContainsKey(("bank-ccb", "housing-credit")).ShouldBeTrue();
        Events.Last().Facts!["note"].ShouldBe("complaint 17");
        await TakeAsync(1, "activate", "approver-one", "active");
        InForce.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Activate_BesideAnotherContractOfTheSameParties_IsARival()
    {
        var rival = InForce with { Contract = "another" };
        await SubmitAsync(rival, "author-one");
        foreach (var (step, by) in ((string, string)[])[("approve", "approver-one"), ("approve", "approver-two")])
            await JsonAsync(await _host.PostAsync($"{Desk}/another/versions/1/{step}", by));
        await JsonAsync(await _host.PostAsync("/v1/contracts/another/versions/1/accept", "bank-ccb"));
        (await CodeAsync(await _host.PostAsync($"{Desk}/another/versions/1/activate", "approver-one"), HttpStatusCode.Conflict)).ShouldBe("contract-rival");
        await TakeAsync(1, "revoke", "approver-one", "revoked");
        await JsonAsync(await _host.PostAsync($"{Desk}/another/versions/1/activate", "approver-one"));
        InForce.Contract.ShouldBe("another");
    }

    [Fact]
    public async Task Submit_Errors_TellsAllWithLines()
    {
        var text = "contract: x\nversion: 0\nconsumer: bank-ccb\nproduct: housing-credit\npurpose: [fun]\nlegalBasis: consent\nvalid: { from: 2026-01-01, to: 2026-12-31 }\n"
            + "quota: { perSecond: 1, perDay: 1, perMonth: 1 }\n";
        using var response = await _host.PostAsync(Desk, "author-one", text, "application/yaml");
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        problem["code"]!.GetValue<string>().ShouldBe("contract-invalid");
        var details = problem["reasons"]!.AsArray().Select(r => r!["detail"]!.GetValue<string>()).ToArray();
        details.ShouldContain(d => d.StartsWith("line 2: version", StringComparison.Ordinal));
        details.ShouldContain(d => d.StartsWith("line 5: purpose", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Submit_BelowTheFloor_IsRefused()
    {
        var low = InForce with { Version = 2, Encrypted = null, Score = InForce.Score! with { Reasons = 3 }, Product = "no-such-product" };
        (await CodeAsync(await _host.PostAsync(Desk, "author-one", Text(low)), HttpStatusCode.UnprocessableEntity)).ShouldBe("contract-invalid");
    }

    [Fact]
    public async Task Submit_VersionsOfOtherParties_AreAnotherContract()
    {
        var changed = InForce with { Version = 2, Consumer = "telecom-cmcc" };
        (await CodeAsync(await _host.PostAsync(Desk, "author-one", Text(changed)), HttpStatusCode.Conflict)).ShouldBe("contract-parties-differ");
    }

    [Theory]
    [InlineData("{\"note\":1}")]
    [InlineData("{\"note\":\"\"}")]
    [InlineData("{\"note\":\"a\\nb\"}")]
    [InlineData("{\"why\":\"x\"}")]
    [InlineData("[")]
    public async Task Step_WithABadNote_IsABadRequest(string body) => (await CodeAsync(
        await _host.PostAsync($"{Desk}/{Name}/versions/1/suspend", "author-one", body), HttpStatusCode.BadRequest)).ShouldBe("bad-request");

    [Fact]
    public async Task Step_WhenTheLogIsDown_IsNotTaken()
    {
        _host.Dependencies.LogDown = true;
        (await CodeAsync(await _host.PostAsync($"{Desk}/{Name}/versions/1/suspend", "author-one"), HttpStatusCode.ServiceUnavailable)).ShouldBe("log-unavailable");
        _host.Dependencies.LogDown = false;
        InForce.Version.ShouldBe(1);
        (await JsonAsync(await _host.GetAsync($"{Desk}/{Name}/versions/1", "author-one")))["state"]!.GetValue<string>().ShouldBe("active");
    }

    [Fact]
    public async Task Expire_AfterTheLastDay_EndsAndSaysSo()
    {
        var last = InForce.ValidTo;
        await using var host = await SurfaceHost.StartAsync(new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.FromHours(8)));
        await host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<ContractExpiry>().Single().ExpireAsync(default);
        var tables = host.Services.GetRequiredService<PolicyTables>();
        tables.InForce.Live[(Name, 1)].State.ShouldBe(global::Policies.Lifecycle.ContractState.Expired);
        tables.Current.Contracts.ShouldContainKey(("bank-ccb", "housing-credit"), "it stays to say that it has expired");
        host.Dependencies.Entries.OfType<EventEntry>().ShouldContain(e => e.Event == "contract-expired" && e.Facts!["by"] == "gateway:itself");
    }

    private async Task SubmitAsync(ContractDocument document, string by)
    {
        using var response = await _host.PostAsync(Desk, by, Text(document));
        response.StatusCode.ShouldBe(HttpStatusCode.Created, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task TakeAsync(int version, string step, string by, string state, string? body = null) =>
        (await JsonAsync(await _host.PostAsync($"{Desk}/{Name}/versions/{version}/{step}", by, body)))["state"]!.GetValue<string>().ShouldBe(state);

    private async Task<IEnumerable<string>> VersionsOfTheBankAsync() =>
        (await JsonAsync(await _host.GetAsync("/v1/contracts", "bank-ccb")))["contracts"]!.AsArray()
            .Where(c => c!["contract"]!.GetValue<string>() == Name).Select(c => $"{c!["version"]} {c["state"]}");

    private static string Text(ContractDocument document) => Encoding.UTF8.GetString(ContractText.Canonical(document));

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
            return JsonNode.Parse(body)!;
        }
    }

    private static async Task<string> CodeAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(status, body);
            return JsonNode.Parse(body)!["code"]!.GetValue<string>();
        }
    }
}

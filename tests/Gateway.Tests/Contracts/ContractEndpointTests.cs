using System.Net;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Contracts;

public sealed class ContractEndpointTests : IAsyncLifetime
{
    private SurfaceHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await SurfaceHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task List_Consumer_GetsItsOwnContractsOnly()
    {
        var policies = _host.Services.GetRequiredService<PolicyTables>().Current;
        var consumers = policies.Contracts.Keys.Select(k => k.Consumer).Distinct(StringComparer.Ordinal).ToArray();
        consumers.Length.ShouldBeGreaterThan(1);
        foreach (var consumer in consumers)
        {
            var contracts = (await JsonAsync(_host, "/v1/contracts", consumer))["contracts"]!.AsArray();
            contracts.Select(c => c!["contract"]!.GetValue<string>()).ShouldBe(
                policies.Contracts.Where(c => c.Key.Consumer == consumer).Select(c => c.Value.Document.Contract).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Get_OwnContract_TellsWhatItGrants()
    {
        var version = _host.Services.GetRequiredService<PolicyTables>().Current.Contracts[("bank-ccb", "housing-credit")];
        var view = await JsonAsync(_host, $"/v1/contracts/{version.Document.Contract}", "bank-ccb");
        view["sha256"]!.GetValue<string>().ShouldBe(version.Sha256);
        view["version"]!.GetValue<int>().ShouldBe(version.Document.Version);
        view["product"]!.GetValue<string>().ShouldBe("housing-credit");
        view["title"]!.GetValue<string>().ShouldNotBeEmpty();
        view["titleZh"]!.GetValue<string>().ShouldContain("公积金");
        view["purposes"]!.AsArray().Select(p => p!.GetValue<string>()).ShouldBe(version.Document.Purposes);
        view["validTo"]!.GetValue<string>().ShouldBe(version.Document.ValidTo.ToString("yyyy-MM-dd"));
        view["score"]!["maxBatch"]!.GetValue<int>().ShouldBe(version.Document.Score!.MaxBatch);
        view["score"]!["unknownSubjects"]!.GetValue<string>().ShouldBe("refuse");
        view["score"]!["consumerFeatures"]!.AsArray().Select(f => f!.GetValue<string>()).ShouldBe(["income", "loan_amount"]);
        view["quota"]!["perDay"]!.GetValue<long>().ShouldBe(version.Document.Quota.PerDay);
    }

    [Fact]
    public async Task Get_LastDayInShanghai_IsInForceToMidnightThere()
    {
        var last = _host.Services.GetRequiredService<PolicyTables>().Current.Contracts[("bank-ccb", "housing-credit")].Document.ValidTo;
        var midnight = new DateTimeOffset(last.AddDays(1), TimeOnly.MinValue, TimeSpan.FromHours(8));
        (await InForceAsync(midnight.AddSeconds(-1))).ShouldBeTrue();
        (await InForceAsync(midnight)).ShouldBeFalse();

        static async Task<bool> InForceAsync(DateTimeOffset now)
        {
            await using var host = await SurfaceHost.StartAsync(now);
            return (await JsonAsync(host, "/v1/contracts/ccb-housing-credit", "bank-ccb"))["inForce"]!.GetValue<bool>();
        }
    }

    [Fact]
    public async Task Get_ContractOfAnother_LooksLikeNone()
    {
        using var others = await _host.GetAsync("/v1/contracts/ccb-housing-credit", "telecom-cmcc");
        using var none = await _host.GetAsync("/v1/contracts/no-such-contract", "telecom-cmcc");
        others.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CodeAsync(others)).ShouldBe("not-found");
        (await CodeAsync(none)).ShouldBe("not-found");
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, "unauthenticated")]
    [InlineData("regulator", HttpStatusCode.Forbidden, "role-not-allowed")]
    public async Task List_NotAConsumer_IsRefusedWithAProblem(string? client, HttpStatusCode status, string code)
    {
        using var response = await _host.GetAsync("/v1/contracts", client);
        response.StatusCode.ShouldBe(status);
        (await CodeAsync(response)).ShouldBe(code);
    }

    private static async Task<JsonNode> JsonAsync(SurfaceHost host, string path, string client)
    {
        using var response = await host.GetAsync(path, client);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    private static async Task<string> CodeAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]!.GetValue<string>();
}

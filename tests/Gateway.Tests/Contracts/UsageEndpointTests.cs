using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Audit.Files;
using Gateway.Contracts;
using Gateway.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Policies.Contracts;
using Testing.Faults;

namespace Gateway.Tests.Contracts;

public sealed class UsageEndpointTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("usage-log-").FullName;
    private SurfaceHost _host = null!;
    private AccessLog _log = null!;
    private ContractVersion _contract = null!;

    public async ValueTask InitializeAsync()
    {
        _log = new TestLog().Open(DiskFiles.Instance, _folder);
        _host = await SurfaceHost.StartAsync(configure: b => b.Services.Configure<AccessLogOptions>(o => (o.Folder, o.Origin) = (_folder, TestLog.Origin)));
        _contract = _host.Services.GetRequiredService<PolicyTables>().Current.Contracts[("bank-ccb", "housing-credit")];
        await AppendAsync(subjects: 3);
        await AppendAsync(subjects: 2);
        await AppendAsync(subjects: 1, outcome: AccessOutcome.Refused, reason: "batch-too-large");
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("/v1/contracts/ccb-housing-credit/usage", "bank-ccb")]
    [InlineData("/v1/admin/usage?month=2026-11", "regulator")]
    [InlineData("/v1/admin/usage?month=2026-11&contract=ccb-housing-credit", "author-one")]
    public async Task Usage_ByWhoeverMaySee_IsTheLogsSum(string path, string client)
    {
        var statement = (await JsonAsync(await _host.GetAsync(path, client)))["statements"]!.AsArray().ShouldHaveSingleItem()!;
        var line = statement["lines"]!.AsArray().ShouldHaveSingleItem()!;
        line["sha256"]!.GetValue<string>().ShouldBe(_contract.Sha256);
        (line["total"]!["calls"]!.GetValue<long>(), line["total"]!["subjects"]!.GetValue<long>(), line["total"]!["refused"]!.GetValue<long>()).ShouldBe((2, 5, 1));
        line["total"]!["fen"]!.GetValue<long>().ShouldBe(_contract.Document.Prices!.Where(p => p.Operation is Operation.Score)
            .Sum(p => p.Fen * (p.Per is PriceUnit.Call ? 2 : 5)));
        statement["log"]!["origin"]!.GetValue<string>().ShouldBe(TestLog.Origin);
        await AppendAsync(subjects: 1);
        (await JsonAsync(await _host.GetAsync(path, client)))["statements"]![0]!["total"]!["calls"]!.GetValue<long>().ShouldBe(3, "what has come since is read");
    }

    [Fact]
    public async Task Usage_AsCsv_HasItsHeader()
    {
        using var response = await _host.GetAsync("/v1/admin/usage?month=2026-11", "regulator", ("Accept", "text/csv"));
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldStartWith("contract,consumer,product,month");
    }

    [Fact]
    public async Task Usage_OfAnotherMonthOrABadOne_IsEmptyOrABadRequest()
    {
        (await JsonAsync(await _host.GetAsync("/v1/admin/usage?month=2026-10", "regulator")))["statements"]!.AsArray().ShouldBeEmpty();
        using var bad = await _host.GetAsync("/v1/admin/usage?month=November", "regulator");
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Simulate_ATighterDraft_SaysWhatWouldFlip()
    {
        var draft = _contract.Document with { Version = 2, Score = _contract.Document.Score! with { MaxBatch = 2 } };
        var result = await JsonAsync(await _host.PostAsync(
            "/v1/admin/contracts/simulate?days=30", "author-one", Encoding.UTF8.GetString(ContractText.Canonical(draft))));
        result["replayed"]!.GetValue<long>().ShouldBe(3);
        var flip = result["nowRefused"]!.AsArray().ShouldHaveSingleItem()!;
        (flip["code"]!.GetValue<string>(), flip["count"]!.GetValue<long>()).ShouldBe(("batch-too-large", 1));
        flip["entries"]!.AsArray().Select(e => e!.GetValue<long>()).ShouldBe([0]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("367")]
    public async Task Simulate_OverNoOrTooManyDays_IsABadRequest(string days)
    {
        using var response = await _host.PostAsync($"/v1/admin/contracts/simulate?days={days}", "author-one", "{}");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task AppendAsync(int subjects, AccessOutcome outcome = AccessOutcome.Granted, string? reason = null) => await _log.AppendAsync(
        new AccessEntry
        {
            Time = _host.Time.GetUtcNow(), Outcome = outcome, Consumer = "bank-ccb", Operation = "scores", Product = "housing-credit",
            Contract = "ccb-housing-credit", ContractVersion = 1, ContractSha256 = _contract.Sha256, Purpose = "post-loan", Subjects = subjects,
            Reasons = reason is null ? null : [reason],
        },
        [.. Enumerable.Range(0, subjects).Select(i => $"P{i}")],
        default);

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
            return JsonNode.Parse(body)!;
        }
    }
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Catalogue;
using Gateway.Contracts;
using Gateway.Record;
using Gateway.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Gateway.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Live_NothingElseThere_IsOk()
    {
        await using var host = await SurfaceHost.StartAsync();
        var (status, report) = await ReportAsync(host, "/health/live");
        status.ShouldBe(HttpStatusCode.OK);
        report.ToJsonString().ShouldBe("""{"status":"ready","checks":{}}""");
    }

    [Fact]
    public async Task Ready_NoData_SaysSo()
    {
        await using var host = await SurfaceHost.StartAsync();
        var (status, report) = await ReportAsync(host);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        report["status"]!.GetValue<string>().ShouldBe("not-ready");
        Status(report, "policies").ShouldBe("ok");
        Status(report, "data").ShouldBe("missing");
        Detail(report, "data").ShouldContain("housing-credit");
    }

    [Fact]
    public async Task Ready_OneProduct_IsReadyAndTellsWhatIsNot()
    {
        await using var host = await SurfaceHost.StartAsync();
        await PublishAsync(host, "housing-credit");
        var (status, report) = await ReportAsync(host);
        status.ShouldBe(HttpStatusCode.OK, report.ToJsonString());
        Status(report, "data").ShouldBe("partly");
        Detail(report, "data").ShouldNotContain("housing-credit");
    }

    [Fact]
    public async Task Ready_AllThere_IsOk()
    {
        await using var host = await SurfaceHost.StartAsync();
        await PublishAsync(host, [.. host.Services.GetRequiredService<PolicyTables>().Current.Products.Keys]);
        var (status, report) = await ReportAsync(host);
        status.ShouldBe(HttpStatusCode.OK);
        report["checks"]!.AsObject().Select(c => Status(report, c.Key)).ShouldAllBe(s => s == "ok");
    }

    [Fact]
    public async Task Ready_AnswerStoreDown_SaysSo()
    {
        await using var host = await SurfaceHost.StartAsync();
        host.Dependencies.AnswersDown = true;
        var (status, report) = await ReportAsync(host);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Status(report, "answers").ShouldBe("missing");
        Status(report, "log").ShouldBe("ok");
    }

    [Fact]
    public async Task Ready_AnswerStoreUp_GivesTheProbeBack()
    {
        await using var host = await SurfaceHost.StartAsync();
        Status((await ReportAsync(host)).Report, "answers").ShouldBe("ok");
        host.Dependencies.Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task Ready_ProviderKeysCannotBeHad_SaysSo()
    {
        await using var host = await SurfaceHost.StartAsync();
        host.Dependencies.KeysDown = true;
        var (_, report) = await ReportAsync(host);
        Status(report, "identity").ShouldBe("missing");
    }

    [Fact]
    public async Task Ready_LogFailedAndComesBack_SaysSoUntilAnEntryTellsOfTheGap()
    {
        await using var host = await SurfaceHost.StartAsync(settings: ("Contracts:Seed", "false"));
        host.Services.GetRequiredService<AccessLogListener>().Unavailable(new IOException("disk full"));
        host.Dependencies.LogDown = true;
        Status((await ReportAsync(host)).Report, "log").ShouldBe("missing");
        Resumed(host).ShouldBeEmpty();
        host.Dependencies.LogDown = false;
        Status((await ReportAsync(host)).Report, "log").ShouldBe("ok");
        Resumed(host).ShouldHaveSingleItem();
    }

    // A start is told of in entries of its own.
    private static IEnumerable<EventEntry> Resumed(SurfaceHost host) => host.Dependencies.Entries.OfType<EventEntry>().Where(e => e.Event == "log-resumed");

    [Fact]
    public async Task Ready_CheckThrows_TellsNothingOfTheException()
    {
        await using var host = await SurfaceHost.StartAsync(configure: b => b.Services.AddHealthChecks()
            .AddCheck("broken", () => throw new InvalidOperationException("a secret of ours"), tags: ["ready"]));
        var (status, report) = await ReportAsync(host);
        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        Detail(report, "broken").ShouldBe("The check failed or took too long.");
        report.ToJsonString().ShouldNotContain("secret");
    }

    private static async Task PublishAsync(SurfaceHost host, params string[] products)
    {
        var models = new List<RegisteredModel>();
        foreach (var id in products)
        {
            var product = host.Services.GetRequiredService<PolicyTables>().Current.Products[id];
            var current = DataLayout.Current(host.Data, product.Dataset);
            Directory.CreateDirectory(Path.GetDirectoryName(current)!);
            await File.WriteAllTextAsync(current, "v1", TestContext.Current.CancellationToken);
            foreach (var model in product.Models) models.Add(new RegisteredModel(id, model.Name, new string('a', 64), host.Time.GetUtcNow()));
        }

        await using (var file = File.Create(DataLayout.Registry(host.Data)))
            await JsonSerializer.SerializeAsync(file, new ModelRegistry(models), ProtocolJson.Default.ModelRegistry, TestContext.Current.CancellationToken);
        var published = host.Services.GetRequiredService<PublishedTables>();
        await Testing.Processes.Until.TrueAsync(
            () =>
            {
                host.Time.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(!published.Missing.Intersect(products, StringComparer.Ordinal).Any());
            },
            TimeSpan.FromSeconds(20),
            "the published tables");
    }

    private static async Task<(HttpStatusCode Status, JsonNode Report)> ReportAsync(SurfaceHost host, string path = "/health/ready")
    {
        using var response = await host.GetAsync(path);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private static string Status(JsonNode report, string check) => report["checks"]![check]!["status"]!.GetValue<string>();

    private static string Detail(JsonNode report, string check) => report["checks"]![check]!["detail"]!.GetValue<string>();
}

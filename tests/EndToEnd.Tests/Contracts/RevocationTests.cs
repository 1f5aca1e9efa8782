using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Cities;
using Gateway.Audit;
using Testing.Identity;
using Testing.Processes;
using Testing.Servers;

namespace EndToEnd.Tests.Contracts;

/// <summary>
/// Two gateway processes on one PostgreSQL, and on one Redis where there is news. A contract is ended at one of them; how long the other goes on
/// answering is printed. The limits are those of the promise, which is looked up every 20 ms.
/// </summary>
public sealed class RevocationTests(City city) : IAsyncLifetime
{
    private const string Contract = "ccb-credit-default";
    private readonly GatewayState _one = new();
    private readonly GatewayState _two = new();
    private PostgresServer? _postgres;
    private RedisProcess? _redis;
    private string _missing = "";

    public async ValueTask InitializeAsync()
    {
        (_postgres, _missing) = await PostgresServer.TryStartAsync();
        if (_postgres is not null) (_redis, _missing) = await RedisProcess.TryStartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null) await _redis.DisposeAsync();
        if (_postgres is not null) await _postgres.DisposeAsync();
        _one.Dispose();
        _two.Dispose();
    }

    [Fact]
    public async Task Revoke_WithNews_TheOtherGatewayRefusesLongBeforeItPolls()
    {
        city.SkipUnlessReady();
        Assert.SkipWhen(_missing.Length > 0, _missing);
        // Polled every four seconds: within one it can only be the news.
        await RevokeAsync(news: true, poll: "00:00:04", limit: TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Revoke_WithNewsCut_TheOtherGatewayRefusesByItsPoll()
    {
        city.SkipUnlessReady();
        Assert.SkipWhen(_missing.Length > 0, _missing);
        await RevokeAsync(news: false, poll: "00:00:01", limit: TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task StoreDown_LongerThanItIsTrusted_RefusesAndRecovers()
    {
        city.SkipUnlessReady();
        Assert.SkipWhen(_missing.Length > 0, _missing);
        await using var gateway = await StartAsync(_one, news: false, poll: "00:00:01");
        var token = await GatewayState.TokenAsync(gateway, _one.Bank, TestContext.Current.CancellationToken);
        await city.ScoreOneAsync(gateway, token);
        await _postgres!.StopAsync();
        await Until.TrueAsync(
            async () => await CodeAsync(gateway, token, city.HeldOut[0]) == "store-unavailable", TimeSpan.FromSeconds(30), "a gateway that cannot ask to refuse");
        await _postgres.StartAsync();
        await Until.TrueAsync(async () => await CodeAsync(gateway, token, city.HeldOut[0]) == "", TimeSpan.FromSeconds(30), "it to answer again");
    }

    private async Task RevokeAsync(bool news, string poll, TimeSpan limit)
    {
        await using var here = await StartAsync(_one, news, poll);
        await using var there = await StartAsync(_two, news, poll);
        var (bankHere, bankThere) = (await TokenAsync(here, _one.Bank), await TokenAsync(there, _two.Bank));
        await city.ScoreOneAsync(here, bankHere);
        using (var kept = City.ScoreRequest(bankThere, [city.HeldOut[0]], idempotencyKey: "kept"))
        using (var answered = await there.Client().SendAsync(kept, TestContext.Current.CancellationToken))
            answered.StatusCode.ShouldBe(HttpStatusCode.OK, there.Output);

        using (var http = here.Client())
        using (var revoke = new HttpRequestMessage(HttpMethod.Post, new Uri($"/v1/admin/contracts/{Contract}/versions/1/revoke", UriKind.Relative)))
        {
            revoke.Headers.TryAddWithoutValidation("Authorization", $"Bearer {await TokenAsync(here, _one.Approver)}");
            using var revoked = await http.SendAsync(revoke, TestContext.Current.CancellationToken);
            revoked.StatusCode.ShouldBe(HttpStatusCode.OK, await revoked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var started = Stopwatch.GetTimestamp();
        (await CodeAsync(here, bankHere, city.HeldOut[0])).ShouldBe("no-contract", "the very next request on that gateway");
        await Until.TrueAsync(async () => await CodeAsync(there, bankThere, city.HeldOut[0]) == "no-contract", limit, "the other gateway to refuse");
        TestContext.Current.TestOutputHelper!.WriteLine($"the other gateway refused after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
        await Until.TrueAsync(() => IsPurgedAsync(_two), TimeSpan.FromSeconds(30), "the other gateway's log to prove what it removed");
    }

    /// <summary>The kept answer and its key are gone, and the other gateway's own log says so.</summary>
    private static async Task<bool> IsPurgedAsync(GatewayState state)
    {
        await foreach (var record in AccessLogReader.ReadAsync(state.Log, 0))
            if (record.Entry is EventEntry { Event: "contract-purged" } purged && purged.Facts!["contract"] == Contract)
                return purged.Facts["answers"] == "1" && purged.Facts["keys"] == "1";
        return false;
    }

    /// <summary>The code of a refusal; empty when it was answered.</summary>
    private static async Task<string> CodeAsync(GatewayProcess gateway, string token, string subject)
    {
        using var http = gateway.Client();
        using var request = City.ScoreRequest(token, [subject]);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode == HttpStatusCode.OK
            ? ""
            : JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["code"]!.GetValue<string>();
    }

    private Task<GatewayProcess> StartAsync(GatewayState state, bool news, string poll) => city.StartGatewayAsync(state, settings =>
    {
        settings["Stores:Postgres"] = _postgres!.ConnectionString;
        settings["Contracts:Seed"] = "true";
        settings["Contracts:PollEvery"] = poll;
        settings["Log:Origin"] = ReferenceEquals(state, _one) ? "one.test" : "two.test";
        if (news)
        {
            settings["Stores:Redis"] = _redis!.Configuration;
            settings["Quotas:RedisTimeout"] = "00:00:02";
        }
    });

    private static Task<string> TokenAsync(GatewayProcess gateway, TestClient client) =>
        GatewayState.TokenAsync(gateway, client, TestContext.Current.CancellationToken);
}

using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Oversight;
using Gateway.Tests.OpenApi;

namespace Gateway.Tests.Oversight;

public sealed class AuditEndpointTests : IAsyncLifetime
{
    private readonly AuditHost _host = new();

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("", new long[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("?consumer=bank-ccb", new long[] { 1, 2 })]
    [InlineData("?contract=telecom-cmcc-contract&outcome=granted", new long[] { 3, 5 })]
    [InlineData("?outcome=refused&reason=quota-exhausted", new long[] { 2 })]
    [InlineData("?event=subject-key-begun", new long[] { 0, 4 })]
    [InlineData("?from=2026-11-24T02:01:00Z&until=2026-11-25T02:00:00Z&product=housing-credit&purpose=post-loan&minNanoRho=10&maxNanoRho=10", new long[] { 2, 3 })]
    [InlineData("?minNanoRho=11", new long[0])]
    [InlineData("?model=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&before=3", new long[] { 2, 1 })]
    public async Task Entries_Searched_AreThoseOfTheLog(string query, long[] indexes)
    {
        var page = await _host.JsonAsync(_host.Surface.GetAsync("/v1/audit/entries" + query, "regulator"));
        Indexes(page).ShouldBe(indexes);
        page["size"]!.GetValue<long>().ShouldBe(6);
        page["next"].ShouldBeNull();
    }

    [Fact]
    public async Task Entries_InPages_GoOnWhereTheLastEnded()
    {
        var first = await _host.JsonAsync(_host.Surface.GetAsync("/v1/audit/entries?limit=4", "regulator"));
        Indexes(first).ShouldBe([0L, 1L, 2L, 3L]);
        Indexes(await _host.JsonAsync(_host.Surface.GetAsync($"/v1/audit/entries?limit=4&after={first["next"]}", "regulator"))).ShouldBe([4L, 5L]);
    }

    [Fact]
    public async Task Entries_Followed_ComeAsTheyAreWritten()
    {
        var waiting = _host.Surface.GetAsync("/v1/audit/entries?after=5&wait=30", "regulator");
        var index = await _host.AppendAsync("bank-ccb", AccessOutcome.Granted, DateTimeOffset.UnixEpoch, "P-9");
        await _host.PublishedAsync();
        await Until(waiting);
        Indexes(await _host.JsonAsync(waiting)).ShouldBe([index]);
    }

    [Theory]
    [InlineData("?outcome=1")]
    [InlineData("?outcome=perhaps")]
    [InlineData("?limit=0")]
    [InlineData("?limit=1001")]
    [InlineData("?wait=31")]
    [InlineData("?after=1&before=2")]
    [InlineData("?consumer=")]
    [InlineData("?from=yesterday")]
    public async Task Entries_BadQuery_IsABadRequest(string query) =>
        (await _host.JsonAsync(_host.Surface.GetAsync("/v1/audit/entries" + query, "regulator"), status: 400))["code"]!.GetValue<string>().ShouldBe("bad-request");

    [Fact]
    public async Task Person_OverTwoPeriods_IsFoundAndTheSearchRecordedWithoutTheId()
    {
        var answer = await _host.JsonAsync(_host.Surface.PostAsync("/v1/audit/persons", "regulator", _host.Question(AuditHost.Person)));
        Indexes(answer).ShouldBe([1L, 5L]);
        answer["recorded"]!.GetValue<long>().ShouldBe(6);
        await _host.PublishedAsync();
        var record = AccessLogReader.ReadOne(_host.Log.Folder, 6, 7);
        var facts = ((EventEntry)record.Entry).Facts!;
        (((EventEntry)record.Entry).Event, facts["by"], facts["reason"], facts["found"], facts["periods"]).ShouldBe((AuditEndpoints.PersonSearched, "regulator", "complaint 2026-118", "2", "2"));
        System.Text.Encoding.UTF8.GetString(record.Bytes.Span).ShouldNotContain(AuditHost.Person);
        Indexes(await _host.JsonAsync(_host.Surface.PostAsync("/v1/audit/persons", "regulator", _host.Question("NOBODY")))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"hashes":[{"key":"8c1f4a0b5d6e7f80","hash":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}]}""")]
    [InlineData("""{"reason":"","hashes":[{"key":"8c1f4a0b5d6e7f80","hash":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}]}""")]
    [InlineData("""{"reason":"r","hashes":[]}""")]
    [InlineData("""{"reason":"r","hashes":[null]}""")]
    [InlineData("""{"reason":"r","hashes":null}""")]
    [InlineData("""{"reason":"r","hashes":[{"key":"8C1F4A0B5D6E7F80","hash":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}]}""")]
    [InlineData("""{"reason":"r","hashes":[{"key":"8c1f4a0b5d6e7f80","hash":"47DEQpj8HBSa"}]}""")]
    [InlineData("""{"reason":"r","id":"410101199001011234","hashes":[{"key":"8c1f4a0b5d6e7f80","hash":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}]}""")]
    [InlineData("null")]
    [InlineData("410101199001011234")]
    public async Task Person_BadRequest_IsToldAndNothingRecorded(string body)
    {
        (await _host.JsonAsync(_host.Surface.PostAsync("/v1/audit/persons", "regulator", body), status: 400))["code"]!.GetValue<string>().ShouldBe("bad-request");
        _host.Log.Next.ShouldBe(6);
    }

    [Fact]
    public async Task Statistics_OfADay_AreByContract()
    {
        var days = (await _host.JsonAsync(_host.Surface.GetAsync("/v1/audit/statistics?from=2026-11-24&to=2026-11-24", "regulator")))["days"]!.AsArray();
        days.Select(d => (d!["contract"]!.GetValue<string>(), d["granted"]!.GetValue<long>(), d["refused"]!.GetValue<long>(), d["subjects"]!.GetValue<long>(), d["nanoRho"]!.GetValue<long>()))
            .ShouldBe([("bank-ccb-contract", 1, 1, 2, 20), ("telecom-cmcc-contract", 1, 0, 1, 10)]);
        (await _host.JsonAsync(_host.Surface.GetAsync("/v1/audit/statistics?from=x&to=2026-11-24", "regulator"), status: 400)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Answers_OfTheRealEndpoints_AreValidByTheirSchemas()
    {
        var document = JsonNode.Parse(await _host.Surface.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        var check = new JsonSchemaCheck(document);
        foreach (var (answer, schema) in new[]
        {
            (await _host.JsonAsync(_host.Surface.GetAsync("/v1/audit/entries", "regulator")), "EntryPageView"),
            (await _host.JsonAsync(_host.Surface.GetAsync("/v1/audit/statistics?from=2026-11-24&to=2026-11-25", "regulator")), "StatisticsView"),
            (await _host.JsonAsync(_host.Surface.GetAsync("/v1/audit/keys", "regulator")), "SealedKeysView"),
            (await _host.JsonAsync(_host.Surface.PostAsync("/v1/audit/persons", "regulator", _host.Question(AuditHost.Person))), "PersonView"),
        })
            check.Errors(document["components"]!["schemas"]![schema]!, answer).ShouldBeEmpty(schema);
    }

    [Fact]
    public async Task Search_NoIndexYet_IsUnavailable()
    {
        await using var surface = await SurfaceHost.StartAsync();
        (await _host.JsonAsync(surface.GetAsync("/v1/audit/entries", "regulator"), status: 503))["code"]!.GetValue<string>().ShouldBe("store-unavailable");
    }

    private static IEnumerable<long> Indexes(JsonNode page) => page["entries"]!.AsArray().Select(e => e!["index"]!.GetValue<long>());

    /// <summary>The call waits by the clock of the host.</summary>
    private Task Until(Task call) => Testing.Processes.Until.TrueAsync(
        () =>
        {
            _host.Surface.Time.Advance(TimeSpan.FromMilliseconds(250));
            return Task.FromResult(call.IsCompleted);
        },
        TimeSpan.FromSeconds(30),
        "an entry");
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Identity;
using Microsoft.Extensions.DependencyInjection;
using Policies.Decisions;
using Policies.Queries;
using Policies.Queries.Aggregates;
using Sandbox.Protocol;

namespace Gateway.Tests.OpenApi;

public sealed class OpenApiDocumentTests : IAsyncLifetime
{
    private SurfaceHost _host = null!;
    private JsonNode _document = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await SurfaceHost.StartAsync();
        _document = JsonNode.Parse(await _host.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void Document_Parsed_HasTheWholeSurface()
    {
        _document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        var operations = _document["paths"]!.AsObject()
            .SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key} {p.Key}")).ToArray();
        foreach (var operation in (string[])[
            "post /v1/products/{product}/scores", "post /v1/products/{product}/aggregates", "post /v1/products/{product}/aggregates/preview",
            "post /v1/products/{product}/encrypted-scores", "get /v1/products/{product}/encrypted-scores",
            "post /connect/token", "get /v1/contracts", "get /v1/contracts/{contract}", "get /v1/receipts/{index}",
            "get /v1/audit/entries", "get /v1/audit/statistics", "get /v1/audit/keys", "post /v1/audit/persons",
            "get /v1/audit/alerts", "post /v1/audit/alerts/{index}/acknowledgement",
            "get /log/checkpoint", "get /log/tile/{level}/{tile}", "get /log/tile/entries/{tile}", "get /log/subjects/{bundle}",
            "get /health/live", "get /health/ready", "get /metrics", "get /problems", "get /problems/{code}"])
            operations.ShouldContain(operation);
    }

    [Fact]
    public void Document_EveryOperation_HasAnIdOfItsOwnASummaryAndADefinedTag()
    {
        var operations = _document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject()).Select(o => o.Value!).ToArray();
        operations.Select(o => o["operationId"]!.GetValue<string>()).ShouldBeUnique();
        operations.ShouldAllBe(o => o["summary"] != null);
        var tags = _document["tags"]!.AsArray().Select(t => t!["name"]!.GetValue<string>()).ToArray();
        operations.SelectMany(o => o["tags"]!.AsArray()).Select(t => t!.GetValue<string>()).ShouldAllBe(t => tags.Contains(t));
    }

    [Fact]
    public void Document_EveryExample_IsValidByItsSchema()
    {
        var check = new JsonSchemaCheck(_document);
        var seen = 0;
        foreach (var content in Descendants(_document).OfType<JsonObject>().Where(o => o.ContainsKey("schema") && o.ContainsKey("examples")))
        {
            foreach (var (name, example) in content["examples"]!.AsObject())
            {
                check.Errors(content["schema"]!, example!["value"]).ShouldBeEmpty($"{content.GetPath()} {name}");
                seen++;
            }
        }

        seen.ShouldBeGreaterThan(15);
    }

    [Theory]
    [InlineData("""{ "purpose": "p", "subjects": [] }""")]
    [InlineData("""{ "purpose": "p", "subjects": [{ "id": "a b" }] }""")]
    [InlineData("""{ "purpose": "p", "subjects": [{ "id": "A" }], "precision": 0 }""")]
    [InlineData("""{ "purpose": "p", "subjects": [{ "id": "A" }], "unknownSubjects": "guess" }""")]
    [InlineData("""{ "purpose": "p", "subjects": [{ "id": "A", "features": { "income": "12" } }] }""")]
    [InlineData("""{ "purpose": "p", "subjects": [{ "id": "A" }], "other": 1 }""")]
    [InlineData("""{ "subjects": [{ "id": "A" }] }""")]
    public void ScoreRequest_Malformed_IsRefusedBySchemaAndByParser(string body)
    {
        new JsonSchemaCheck(_document).Errors(_document["components"]!["schemas"]!["ScoreRequest"]!, JsonNode.Parse(body)).ShouldNotBeEmpty();
        ScoreQueryParser.Parse(Encoding.UTF8.GetBytes(body)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void ScoreRequest_EachExample_IsReadByTheParser()
    {
        var content = ScoreOperation["requestBody"]!["content"]!["application/json"]!;
        content["examples"]!.AsObject().Count.ShouldBeGreaterThan(1);
        foreach (var (name, example) in content["examples"]!.AsObject())
        {
            var (query, refusal) = ScoreQueryParser.Parse(Encoding.UTF8.GetBytes(example!["value"]!.ToJsonString()));
            refusal.ShouldBeNull(name);
            query.ShouldNotBeNull().Subjects.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void AggregateRequest_EachExample_IsReadByTheParser()
    {
        var examples = _document["paths"]!["/v1/products/{product}/aggregates"]!["post"]!["requestBody"]!["content"]!["application/json"]!["examples"]!.AsObject();
        examples.Count.ShouldBeGreaterThan(1);
        foreach (var (name, example) in examples)
        {
            var (query, refusal) = AggregateQueryParser.Parse(Encoding.UTF8.GetBytes(example!["value"]!.ToJsonString()));
            refusal.ShouldBeNull(name);
            query.ShouldNotBeNull().Select.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("""{ "purpose": "p", "select": [] }""")]
    [InlineData("""{ "purpose": "p", "select": [{ "function": "max" }] }""")]
    [InlineData("""{ "purpose": "p", "select": [{ "function": "count" }], "groupBy": ["a b"] }""")]
    [InlineData("""{ "purpose": "p", "select": [{ "function": "count" }], "mechanism": "none" }""")]
    [InlineData("""{ "purpose": "p", "select": [{ "function": "count" }], "where": { "column": "x", "operator": "like" } }""")]
    [InlineData("""{ "purpose": "p", "select": [{ "function": "count" }], "other": 1 }""")]
    public void AggregateRequest_Malformed_IsRefusedBySchemaAndByParser(string body)
    {
        new JsonSchemaCheck(_document).Errors(_document["components"]!["schemas"]!["AggregateRequest"]!, JsonNode.Parse(body)).ShouldNotBeEmpty();
        AggregateQueryParser.Parse(Encoding.UTF8.GetBytes(body)).Refusal.ShouldNotBeNull();
    }

    [Fact]
    public void ScoreAnswer_Example_IsReadByTheProtocol()
    {
        foreach (var (_, example) in ScoreOperation["responses"]!["200"]!["content"]!["application/json"]!["examples"]!.AsObject())
            JsonSerializer.Deserialize(example!["value"]!.ToJsonString(), ProtocolJson.Default.ScoreAnswer).ShouldNotBeNull().Scores.ShouldNotBeEmpty();
    }

    [Fact]
    public void ScoreOperation_Headers_AreDescribed()
    {
        ScoreOperation["parameters"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()).ShouldBe(["product", "Idempotency-Key"]);
        ScoreOperation["responses"]!["200"]!["headers"]!.AsObject().Select(h => h.Key).ShouldBe(["Receipt", "Content-Digest"], ignoreOrder: true);
        ScoreOperation["security"]!.AsArray().Single()!.AsObject().Single().Key.ShouldBe("client");
        _document["components"]!["securitySchemes"]!["client"]!["flows"]!["clientCredentials"]!["tokenUrl"]!.GetValue<string>()
            .ShouldBe("/connect/token");
    }

    [Fact]
    public void ScoreOperation_EveryCodeOfTheTable_IsToldUnderItsStatus()
    {
        foreach (var code in ReasonTable.All.Values)
        {
            var reference = ScoreOperation["responses"]![$"{code.Status}"]!["$ref"]!.GetValue<string>();
            var response = _document["components"]!["responses"]![reference.Split('/')[^1]]!;
            response["description"]!.GetValue<string>().ShouldContain($"`{code.Code}`: {code.Title} {code.TitleZh}");
        }
    }

    [Fact]
    public void ContractOperations_RefusalsAndSignIn_AreDescribed()
    {
        var list = _document["paths"]!["/v1/contracts"]!["get"]!;
        list["security"]!.AsArray().ShouldNotBeEmpty();
        list["responses"]!.AsObject().Select(r => r.Key).ShouldBe(["200", "401", "403", "404", "405", "500", "503"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("/v1/contracts", "ContractList")]
    [InlineData("/v1/contracts/ccb-housing-credit", "ContractView")]
    [InlineData("/problems/no-contract", "ProblemView")]
    [InlineData("/health/ready", "Health")]
    [InlineData("/v1/products/housing-credit/encrypted-scores", "EncryptedOffer")]
    public async Task Answer_OfTheRealEndpoint_IsValidByItsSchema(string path, string schema)
    {
        using var response = await _host.GetAsync(path, "bank-ccb");
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        new JsonSchemaCheck(_document).Errors(_document["components"]!["schemas"]![schema]!, answer).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/v1/contracts")]
    public async Task Problem_OfTheRealEndpoint_IsValidByItsSchema(string path)
    {
        using var response = await _host.GetAsync(path);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        new JsonSchemaCheck(_document).Errors(_document["components"]!["schemas"]!["Problem"]!, problem).ShouldBeEmpty();
    }

    [Fact]
    public async Task Document_ExternalProvider_NamesItAndNoTokenEndpoint()
    {
        await using var host = await SurfaceHost.StartAsync(
            configure: b => b.Services.Configure<IdentityOptions>(o => o.Authority = "https://id.example/realm"));
        var document = JsonNode.Parse(await host.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        document["components"]!["securitySchemes"]!["client"]!["openIdConnectUrl"]!.GetValue<string>()
            .ShouldBe("https://id.example/realm/.well-known/openid-configuration");
        document["paths"]!.AsObject().ContainsKey("/connect/token").ShouldBeFalse();
    }

    private JsonNode ScoreOperation => _document["paths"]!["/v1/products/{product}/scores"]!["post"]!;

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        yield return node;
        var children = node switch { JsonObject o => o.Select(m => m.Value), JsonArray a => a, _ => [] };
        foreach (var child in children)
            if (child is not null)
                foreach (var inner in Descendants(child)) yield return inner;
    }
}

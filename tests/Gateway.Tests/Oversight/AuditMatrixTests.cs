using System.Text.Json.Nodes;

namespace Gateway.Tests.Oversight;

/// <summary>Every call of the regulator × every role.</summary>
public sealed class AuditMatrixTests(AuditHost host) : IClassFixture<AuditHost>
{
    private static readonly (string Method, string Path, string Query)[] Calls =
    [
        ("GET", "/v1/audit/entries", ""),
        ("GET", "/v1/audit/statistics", "?from=2026-11-01&to=2026-11-30"),
        ("GET", "/v1/audit/keys", ""),
        ("POST", "/v1/audit/persons", ""),
    ];

    public static TheoryData<string, string, string, int> Cells()
    {
        var cells = new TheoryData<string, string, string, int>();
        foreach (var (method, path, query) in Calls)
            foreach (var (caller, status) in new[] { ("", 401), ("bank-ccb", 403), ("author-one", 403), ("approver-one", 403), ("platform-one", 403), ("regulator", 200) })
                cells.Add(method, path + query, caller, status);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Call_ByEachRole_IsTheRegulatorsAlone(string method, string path, string caller, int status)
    {
        var client = caller.Length == 0 ? null : caller;
        var answer = await host.JsonAsync(
            method == "GET" ? host.Surface.GetAsync(path, client) : host.Surface.PostAsync(path, client, host.Question(AuditHost.Person)), status);
        if (status == 403) answer["code"]!.GetValue<string>().ShouldBe("role-not-allowed");
    }

    [Fact]
    public async Task Surface_EveryCallOfTheRegulator_IsInTheMatrix()
    {
        var document = JsonNode.Parse(await host.Surface.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        // Those of alerts are asked by every role in AlertWatchTests.
        document["paths"]!.AsObject().Where(p => p.Key.StartsWith("/v1/audit", StringComparison.Ordinal) && !p.Key.StartsWith("/v1/audit/alerts", StringComparison.Ordinal))
            .SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}")).ShouldBe(Calls.Select(c => $"{c.Method} {c.Path}"), ignoreOrder: true);
    }
}

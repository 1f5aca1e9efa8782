using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Contracts;
using Gateway.Tests.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Policies.Contracts;

namespace Gateway.Tests.Contracts;

/// <summary>
/// Every call about contracts and budgets × every role × one's own or another's contract or dataset. The contract is in force, so a step that a role may take is
/// answered with 409: nothing changes from cell to cell.
/// </summary>
public sealed class ContractMatrixTests(ContractMatrixTests.Host host) : IClassFixture<ContractMatrixTests.Host>
{
    private const string Own = "/v1/contracts/ccb-housing-credit";
    private const string Any = "/v1/admin/contracts/ccb-housing-credit";
    private const string Owner = "bank-ccb";
    private const string Other = "telecom-cmcc";
        private const string Agree = "/v1/admin/datasets/housing-fund/budget/agree";
    private static readonly string[] Callers = ["", Owner, Other, "author-one", "approver-one", "platform-one", "regulator", "provider-one", "provider-other"];

    /// <summary>Who may make a call, with the status and code that they get; everybody else is refused for the role.</summary>
    private static readonly (string Method, string Path, string Body, string[] Roles, int Status, string Code)[] Calls =
    [
        ("GET", "/v1/contracts", "", ["consumer"], 200, ""),
        ("GET", Own, "", ["own"], 200, ""),
        ("GET", $"{Own}/versions/1", "", ["own"], 200, ""),
        ("POST", $"{Own}/versions/1/accept", "", ["own"], 409, "step-not-possible"),
        ("GET", "/v1/admin/contracts", "", ["author", "approver", "regulator"], 200, ""),
        ("GET", Any, "", ["author", "approver", "regulator"], 200, ""),
        ("GET", $"{Any}/versions/1", "", ["author", "approver", "regulator"], 200, ""),
        ("POST", "/v1/admin/contracts/validate", "contract", ["author", "approver"], 200, ""),
        ("POST", "/v1/admin/contracts", "contract", ["author"], 409, "contract-version-taken"),
        ("GET", $"{Own}/usage", "", ["own"], 200, ""),
        ("GET", "/v1/admin/usage", "", ["author", "approver", "regulator"], 200, ""),
        ("POST", "/v1/admin/contracts/simulate", "contract", ["author", "approver"], 200, ""),
        ("POST", $"{Any}/versions/1/approve", "", ["approver"], 409, "step-not-possible"),
        ("POST", $"{Any}/versions/9/activate", "", ["approver"], 404, "contract-not-found"),
        ("POST", $"{Any}/versions/9/suspend", "", ["author", "approver"], 404, "contract-not-found"),
        ("GET", "/v1/admin/datasets", "", ["author", "approver", "regulator", "provider"], 200, ""),
        ("POST", Agree, """{"nanoRho":1,"femtoDelta":1}""", ["approver", "provider"], 409, "lifetime-not-asked"),
        ("POST", $"{Any}/versions/9/revoke", "", ["approver"], 404, "contract-not-found"),
    ];

    public static TheoryData<string, string, string, string, int, string> Cells()
    {
        var cells = new TheoryData<string, string, string, string, int, string>();
        foreach (var call in Calls)
            foreach (var caller in Callers)
            {
                var (status, code) = Expected(call, caller);
                cells.Add(call.Method, call.Path, call.Body, caller, status, code);
            }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Call_ByEachRole_HasItsOutcome(string method, string path, string body, string caller, int status, string code)
    {
        var client = caller.Length == 0 ? null : caller;
        using var response = method == "GET"
            ? await host.Surface.GetAsync(path, client)
            : await host.Surface.PostAsync(path, client, body == "contract" ? host.Contract : body.Length > 0 ? body : null);
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        if (code.Length == 0) return;
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        problem["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Fact]
    public async Task Surface_EveryCallAboutContracts_IsInTheMatrix()
    {
        var document = JsonNode.Parse(await host.Surface.Client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;
        var calls = document["paths"]!.AsObject().Where(p => p.Key.Contains("/contracts", StringComparison.Ordinal) || p.Key.Contains("/datasets", StringComparison.Ordinal) || p.Key.EndsWith("/usage", StringComparison.Ordinal))
            .SelectMany(p => p.Value!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {p.Key}"));
        calls.ShouldBe(
            Calls.Select(c => $"{c.Method} {c.Path.Replace("ccb-housing-credit", "{contract}").Replace("housing-fund", "{dataset}").Replace("versions/1", "versions/{version}").Replace("versions/9", "versions/{version}")}"),
            ignoreOrder: true);
    }

    private static (int Status, string Code) Expected((string Method, string Path, string Body, string[] Roles, int Status, string Code) call, string caller)
    {
        if (caller.Length == 0) return (401, "unauthenticated");
        var role = caller is Owner or Other ? "consumer" : caller.Split('-')[0];
        if (caller == "provider-other" && call.Path == Agree) return (404, "dataset-not-found");
        if (call.Roles.Contains(role)) return (call.Status, call.Code);
        if (call.Roles is not ["own"] || role != "consumer") return (403, "role-not-allowed");
        return caller == Owner ? (call.Status, call.Code) : (404, call.Path == Own || call.Path.EndsWith("/usage", StringComparison.Ordinal) ? "not-found" : "contract-not-found");
    }

    public sealed class Host : IAsyncLifetime
    {
        internal SurfaceHost Surface { get; private set; } = null!;

        /// <summary>A contract that is in force.</summary>
        internal string Contract { get; private set; } = "";

        public async ValueTask InitializeAsync()
        {
            Surface = await SurfaceHost.StartAsync();
            var document = Surface.Services.GetRequiredService<PolicyTables>().Current.Contracts[(Owner, "housing-credit")].Document;
            Contract = Encoding.UTF8.GetString(ContractText.Canonical(document));
        }

        public ValueTask DisposeAsync() => Surface.DisposeAsync();
    }
}

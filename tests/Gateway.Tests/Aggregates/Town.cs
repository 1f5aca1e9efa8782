using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;
using Testing.Identity;
using Testing.Processes;

namespace Gateway.Tests.Aggregates;

/// <summary>
/// A real gateway in a process of its own, before workers that answer each aggregate with another number: what is told apart here is not the noise but who was charged
/// for what. The shipped policies, with budgets of the test's choosing.
/// </summary>
internal sealed class Town : IAsyncDisposable
{
    /// <summary>What one query of the shipped contract costs at the most, in 10⁻⁹ ρ: ε = 0.05.</summary>
    public const long Price = 1_250_000;

    private const string OwnContract = "contracts/ccb-housing-credit.yaml";
    private readonly GatewayState _state = new();
    private readonly List<TestClient> _more =
    [
        new("author", "contract-author"), new("approver-one", "contract-approver"), new("approver-two", "contract-approver"),
        new("fund-centre", "provider", "住房公积金管理中心"),
    ];

    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private GatewayProcess? _gateway;

    /// <summary>Makes the town; it does not run yet.</summary>
    /// <param name="contractBudget">How many queries each contract may ask.</param>
    /// <param name="datasetBudget">How many all contracts may ask together.</param>
    /// <param name="others">Banks beside <c>bank-ccb</c>, with the same contract each.</param>
    public Town(int contractBudget, int datasetBudget, int others = 0)
    {
        Publish(_state.Data);
        CopyPolicies(contractBudget, datasetBudget, others);
        for (var i = 0; i < others; i++) _more.Add(new TestClient($"bank-{i}", "consumer"));
        TestClient[] all = [_state.Bank, _state.Telecom, _state.Administrator, _state.Regulator, .. _more];
        File.WriteAllText(Path.Combine(_state.Folder, "clients.json"), new JsonArray([.. all.Select(c => (JsonNode)c.Registration())]).ToJsonString());
    }

    public GatewayProcess Gateway => _gateway ?? throw new InvalidOperationException("The gateway does not run.");

    /// <summary>The gateway's state folder.</summary>
    public string Folder => _state.Folder;

    public string Log => _state.Log;

    /// <summary>While the file is there, workers fail every job.</summary>
    public string Failing => Path.Combine(_state.Data, "fail");

    /// <summary>Lets the rows be in a database.</summary>
    public void MoveRows()
    {
        var version = DataLayout.Version(_state.Data, "housing-fund", new string('0', 32));
        Directory.CreateDirectory(version);
        File.WriteAllText(Path.Combine(version, DataLayout.RowsPlaceFile), "{}");
    }

    private string PolicyFolder => Path.Combine(_state.Root, "policies");

    /// <summary>Starts the gateway, for the first time or again.</summary>
    public async Task StartAsync()
    {
        var settings = _state.Settings();
        settings["Gateway:Policies"] = PolicyFolder;
        settings["Sandbox:Path"] = Repository.Output("StandIn");
        settings["Sandbox:Isolation"] = "none";
        settings["Sandbox:Workers"] = "1";
        _gateway = await GatewayProcess.StartAsync(new Uri($"https://127.0.0.1:{Ports.Free()}"), settings);
        _tokens.Clear();
    }

    /// <summary>Stops the gateway as an operator does.</summary>
    public async ValueTask StopAsync()
    {
        if (_gateway is not null) await _gateway.DisposeAsync();
        _gateway = null;
    }

    /// <summary>Asks a SQL question as a bank.</summary>
    public async Task<Reply> AskAsync(string sql, string bank = "bank-ccb", string? idempotencyKey = null, string more = "")
    {
        var token = await TokenAsync(bank);
        using var http = Gateway.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/products/housing-credit/aggregates", UriKind.Relative));
        request.Version = HttpVersion.Version20;
        request.Content = new StringContent(
            $$"""{"purpose":"post-loan","sql":"{{JsonEncodedText.Encode(sql)}}"{{more}}}""", MediaTypeHeaderValue.Parse("application/json"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var balance = response.Headers.TryGetValues("Privacy-Budget", out var values) ? string.Join(", ", values) : null;
        return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), balance);
    }

    /// <summary>The nth of many questions, each another one.</summary>
    public static string Question(int n) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM housing-credit WHERE monthly_deposit > {n / 100m}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var client in _more) client.Dispose();
        _state.Dispose();
    }

    /// <summary>Writes another budget into the dataset's document.</summary>
    public void WriteDatasetBudget(int queries) => Change(
        "datasets/housing-fund.yaml", "budget: {", $"budget: {{ window: {{ rho: {Rho(queries)}, delta: 1e-7, per: month }}, lifetime: {{ rho: {Rho(queries)}, delta: 5e-7 }} }}");

    /// <summary>Operator or provider agrees that the dataset may be asked so many queries in all.</summary>
    public Task AgreeAsync(string client, int queries) =>
        PostAsync(client, "/v1/admin/datasets/housing-fund/budget/agree", $$"""{"nanoRho":{{queries * Price}},"femtoDelta":500000000}""");

    /// <summary>Takes the next version of the bank's contract, with another budget, from draft to force.</summary>
    public async Task ReplaceContractAsync(int version, int queries)
    {
        WriteContractBudget(queries);
        var text = await File.ReadAllTextAsync(Path.Combine(PolicyFolder, OwnContract), TestContext.Current.CancellationToken);
        await PostAsync("author", "/v1/admin/contracts", text.Replace("version: 1", $"version: {version}", StringComparison.Ordinal), "application/yaml");
        var steps = $"contracts/ccb-housing-credit/versions/{version}";
        await PostAsync("approver-one", $"/v1/admin/{steps}/approve");
        await PostAsync("approver-two", $"/v1/admin/{steps}/approve");
        await PostAsync("bank-ccb", $"/v1/{steps}/accept");
        await PostAsync("approver-one", $"/v1/admin/{steps}/activate");
    }

    private async Task PostAsync(string client, string path, string? body = null, string type = "application/json")
    {
        using var http = Gateway.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(client));
        if (body is not null) request.Content = new StringContent(body, MediaTypeHeaderValue.Parse(type));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<string> TokenAsync(string id)
    {
        lock (_tokens)
            if (_tokens.TryGetValue(id, out var known)) return known;
        var client = _more.Find(c => c.Id == id) ?? _state.Bank;
        var token = await GatewayState.TokenAsync(Gateway, client, TestContext.Current.CancellationToken);
        lock (_tokens) _tokens[id] = token;
        return token;
    }

    // A published version and registered models in name only: the gateway reads nothing else.
    private static void Publish(string data)
    {
        var current = DataLayout.Current(data, "housing-fund");
        Directory.CreateDirectory(Path.GetDirectoryName(current)!);
        File.WriteAllText(current, new string('0', 32));
        var registry = new ModelRegistry([.. ((string[])["housing-credit-gbdt", "housing-credit-logistic"]).Select(
            m => new RegisteredModel("housing-credit", m, new string('0', 64), TimeProvider.System.GetUtcNow()))]);
        File.WriteAllBytes(DataLayout.Registry(data), JsonSerializer.SerializeToUtf8Bytes(registry, ProtocolJson.Default.ModelRegistry));
    }

    private void CopyPolicies(int contractBudget, int datasetBudget, int others)
    {
        var shipped = Path.Combine(Repository.Root, "policies");
        foreach (var part in (string[])["datasets", "products", "contracts"])
        {
            Directory.CreateDirectory(Path.Combine(PolicyFolder, part));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(shipped, part), "*.yaml").Where(f => !f.EndsWith(".cases.yaml", StringComparison.Ordinal)))
                File.Copy(file, Path.Combine(PolicyFolder, part, Path.GetFileName(file)));
        }

        WriteDatasetBudget(datasetBudget);
        WriteContractBudget(contractBudget);
        Change(OwnContract, "quota: {", "quota: { perSecond: 100000, perDay: 1000000, perMonth: 10000000 }");
        var text = File.ReadAllText(Path.Combine(PolicyFolder, OwnContract));
        for (var i = 0; i < others; i++)
        {
            File.WriteAllText(
                Path.Combine(PolicyFolder, "contracts", $"bank-{i}-housing-credit.yaml"),
                text.Replace("contract: ccb-housing-credit", $"contract: bank-{i}-housing-credit", StringComparison.Ordinal)
                    .Replace("consumer: bank-ccb", $"consumer: bank-{i}", StringComparison.Ordinal));
        }
    }

    private void WriteContractBudget(int queries) => Change(
        OwnContract, "budget: {", $"budget: {{ window: {{ rho: {Rho(queries)}, delta: 1e-8, per: month }}, lifetime: {{ rho: {Rho(queries)}, delta: 1e-7 }} }}");

    private static string Rho(int queries) => (queries * Price / 1_000_000_000m).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private void Change(string file, string line, string to)
    {
        var path = Path.Combine(PolicyFolder, file);
        var lines = File.ReadAllLines(path);
        var at = Array.FindIndex(lines, l => l.StartsWith(line, StringComparison.Ordinal));
        lines[at] = to;
        File.WriteAllLines(path, lines);
    }

    /// <summary>What came back.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Body">The body.</param>
    /// <param name="Balance">The balance header.</param>
    internal sealed record Reply(HttpStatusCode Status, string Body, string? Balance)
    {
        public bool Ok => Status == HttpStatusCode.OK;

        /// <summary>The charge's place in the ledger; null when nothing was charged.</summary>
        public long? Ledger => Balance?.Split(", ").FirstOrDefault(p => p.StartsWith("ledger=", StringComparison.Ordinal)) is { } part ? long.Parse(part["ledger=".Length..]) : null;

        public string Code => (string)JsonNode.Parse(Body)!["code"]!;
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using EndToEnd.Tests.Cities;
using Testing.Processes;

namespace EndToEnd.Tests.Aggregates;

/// <summary>
/// Datasets that are some people apart, imported in boxes, each with a product and a contract of its own that read the same, behind one gateway with its boxed workers: what tells
/// them apart tells of those people.
/// </summary>
internal sealed class Hamlet : IAsyncDisposable
{
    private readonly GatewayState _state = new();
    private GatewayProcess? _gateway;
    private string _token = "";
    private HamletDatabase? _database;

    private string Policies => Path.Combine(_state.Root, "policies");

    /// <summary>Imports and starts.</summary>
    /// <param name="datasets">Names and rows, in CSV: <c>id,serial,amount,place</c>.</param>
    public static Task<Hamlet> StartAsync(params (string Name, IEnumerable<string> Rows)[] datasets) => StartAsync(null, datasets);

    /// <summary>The same with rows that are in a database and stay there.</summary>
    public static async Task<Hamlet> StartAsync(HamletDatabase? database, params (string Name, IEnumerable<string> Rows)[] datasets)
    {
        var hamlet = new Hamlet { _database = database };
        try
        {
            foreach (var (name, rows) in datasets) await hamlet.ImportAsync(name, rows);
            var settings = hamlet._state.Settings();
            settings["Gateway:Policies"] = hamlet.Policies;
            settings["Sandbox:Workers"] = "1";
            if (database is not null) settings["Sandbox:Postgres"] = database.ForWorkers;
            hamlet._gateway = await GatewayProcess.StartAsync(new Uri($"https://127.0.0.1:{Ports.Free()}"), settings);
            hamlet._token = await GatewayState.TokenAsync(hamlet._gateway, hamlet._state.Bank, TestContext.Current.CancellationToken);
            return hamlet;
        }
        catch
        {
            await hamlet.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks a SQL question in which <c>{0}</c> is the product.</summary>
    public async Task<Reply> AskAsync(string product, string sql)
    {
        using var http = _gateway!.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/v1/products/{product}/aggregates", UriKind.Relative));
        request.Version = HttpVersion.Version20;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
        request.Content = new StringContent(
            $$"""{"purpose":"post-loan","sql":"{{JsonEncodedText.Encode(sql.Replace("{0}", product, StringComparison.Ordinal))}}"}""", MediaTypeHeaderValue.Parse("application/json"));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.Ordinal);
        return new Reply(response.StatusCode, headers, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null) await _gateway.DisposeAsync();
        _state.Dispose();
    }

    /// <summary>Imports a dataset of the database once more.</summary>
    public Task<(int Code, string Output, string Errors)> TryImportAsync(string name) =>
        Dpg.TryAsync(new Dictionary<string, string> { ["DPG_POSTGRES"] = _database!.ForImports }, "dataset", "import", name, "--data", _state.Data, "--policies", Policies);

    /// <summary>What the gateway printed.</summary>
    public string Output => _gateway!.Output;

    private async Task ImportAsync(string name, IEnumerable<string> rows)
    {
        Write("datasets", name, $$"""
            dataset: {{name}}
            provider: a hamlet
            classification: L1
            source: { {{(_database is null ? "kind: csv, path: rows.csv" : $"kind: postgres, path: {HamletDatabase.Table(name)}")}} }
            subject: { column: id, maxRows: 3, keep: 3, groups: 1, people: 1000 }
            columns:
              - { name: serial, type: integer, bounds: [0, 1000000000] }
              - { name: amount, type: decimal, scale: 2, bounds: [0, 100], nullable: true }
              - { name: place, type: text, domain: [north, south], perSubject: constant }
            budget: { window: { rho: 99, delta: 0, per: month }, lifetime: { rho: 99, delta: 0 } }
            """);
        Write("products", name, $$"""
            product: {{name}}
            title: { en: Hamlet, zh: 小村 }
            dataset: {{name}}
            aggregate: { measures: [amount], dimensions: [place, serial], minSubjects: 1 }
            floor: { maxEpsilonPerQuery: 0.5, scorePrecision: 1 }
            """);
        Write("contracts", name, $$"""
            contract: {{name}}
            version: 1
            consumer: bank-ccb
            product: {{name}}
            purpose: [post-loan]
            legalBasis: consent
            valid: { from: 2026-01-01, to: 2027-12-31 }
            aggregate: { functions: [count, count-subjects, sum, mean, variance, median], groupBy: [place], where: [serial, amount], measures: [amount], epsilonPerQuery: 0.5 }
            quota: { perSecond: 100000, perDay: 10000000, perMonth: 100000000 }
            budget: { window: { rho: 99, delta: 0, per: month }, lifetime: { rho: 99, delta: 0 } }
            """);
        if (_database is not null)
        {
            await _database.FillAsync(name, rows);
            (await TryImportAsync(name)).Code.ShouldBe(0);
            return;
        }
        var csv = Path.Combine(_state.Root, $"{name}.csv");
        await File.WriteAllLinesAsync(csv, rows.Prepend("id,serial,amount,place"));
        await Dpg.RunAsync("dataset", "import", name, "--source", csv, "--data", _state.Data, "--policies", Policies);
    }

    private void Write(string kind, string name, string yaml)
    {
        Directory.CreateDirectory(Path.Combine(Policies, kind));
        File.WriteAllText(Path.Combine(Policies, kind, $"{name}.yaml"), yaml);
    }

    /// <summary>What came back.</summary>
    /// <param name="Status">The status.</param>
    /// <param name="Headers">All headers.</param>
    /// <param name="Body">The body.</param>
    internal sealed record Reply(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, string Body);
}

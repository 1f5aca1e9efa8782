using System.Net;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.Cities;
using Sandbox.Protocol;
using Sandbox.Protocol.Models;
using Testing.Processes;

[assembly: AssemblyFixture(typeof(City))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)] // each test has both cores for itself

namespace EndToEnd.Tests.Cities;

/// <summary>
/// One data folder for all tests of this assembly, made as an operator makes it: the real people of credit-default imported and both models
/// trained with <c>dpg</c>, in boxes. Each test starts gateways of its own on it.
/// </summary>
public sealed class City : IAsyncLifetime
{
    private string _missing = "";

    /// <summary>The data folder that all gateways share, read-only.</summary>
    internal string Data { get; } = Directory.CreateTempSubdirectory("dpg-city-").FullName;

    /// <summary>The people that no model was trained on, in the file's order.</summary>
    internal IReadOnlyList<string> HeldOut { get; private set; } = [];

    /// <summary>Whether each of <see cref="HeldOut"/> defaulted, as the file says.</summary>
    internal IReadOnlyList<bool> Defaulted { get; private set; } = [];

    /// <summary>The card of credit-default's scoring model.</summary>
    internal ModelCard Card { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!Repository.TryShared("data/credit-default/credit-default.csv", out var csv, out _missing)) return;
        _missing = "";
        ReadPeople(csv);
        await Dpg.RunAsync("dataset", "import", "credit-default", "--source", csv, "--data", Data);
        await Dpg.RunAsync("model", "train", "credit-default", "--data", Data);
        var registry = JsonSerializer.Deserialize(
            await File.ReadAllBytesAsync(Sandbox.Protocol.Datasets.DataLayout.Registry(Data)), ProtocolJson.Default.ModelRegistry)!;
        var pinned = registry.Find("credit-default", "credit-default-gbdt")!;
        Card = JsonSerializer.Deserialize(
            await File.ReadAllBytesAsync(Path.Combine(
                Sandbox.Protocol.Datasets.DataLayout.Model(Data, pinned.Sha256), Sandbox.Protocol.Datasets.DataLayout.CardFile)),
            ProtocolJson.Default.ModelCard)!;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Data, recursive: true);
        return default;
    }

    /// <summary>Whether the real data is beside the checkout.</summary>
    internal bool IsReady => _missing.Length == 0;

    /// <summary>Skips the test, with the reason, where the real data is not beside the checkout.</summary>
    internal void SkipUnlessReady() => Assert.SkipUnless(IsReady, _missing);

    /// <summary>A gateway of a test's own state on the city's data.</summary>
    internal Task<GatewayProcess> StartGatewayAsync(GatewayState state, Action<Dictionary<string, string>>? change = null)
    {
        var settings = state.Settings();
        settings["Gateway:Data"] = Data;
        change?.Invoke(settings);
        return GatewayProcess.StartAsync(new Uri($"https://127.0.0.1:{Ports.Free()}"), settings);
    }

    /// <summary>An honest request is answered.</summary>
    internal async Task ScoreOneAsync(GatewayProcess gateway, string token)
    {
        using var http = gateway.Client();
        using var request = ScoreRequest(token, [HeldOut[0]]);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, $"{await response.Content.ReadAsStringAsync()}\n{gateway.Output}");
    }

    internal static HttpRequestMessage ScoreRequest(string token, IEnumerable<string> subjects, string? idempotencyKey = null)
    {
        var ids = string.Join(',', subjects.Select(s => $$"""{"id":"{{s}}"}"""));
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/v1/products/credit-default/scores", UriKind.Relative))
        {
            Version = HttpVersion.Version20,
            Content = new StringContent($$"""{"purpose":"credit-granting","subjects":[{{ids}}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (idempotencyKey is not null) request.Headers.Add("Idempotency-Key", idempotencyKey);
        return request;
    }

    private void ReadPeople(string csv)
    {
        var people = File.ReadLines(csv).Skip(1).Select(line => line.Split(','))
            .Select(cells => (Id: cells[0].Trim('"'), Defaulted: cells[^1].Trim('"') == "1"))
            .Where(p => SubjectId.TryParse(p.Id, out var subject) && SubjectSplit.IsHeldOut(subject))
            .ToList();
        HeldOut = [.. people.Select(p => p.Id)];
        Defaulted = [.. people.Select(p => p.Defaulted)];
    }
}

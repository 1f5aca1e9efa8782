using System.Net.Http.Headers;
using System.Text;
using Testing.Processes;

namespace Benchmarks.Score;

/// <summary>A gateway and its boxed worker on the city, asked as a bank asks: TLS, a token, JSON.</summary>
internal sealed class ScoreGateway : IAsyncDisposable
{
    private readonly GatewayState _state;
    private readonly GatewayProcess _gateway;
    private readonly HttpClient _client;

    private ScoreGateway(GatewayState state, GatewayProcess gateway, HttpClient client) => (_state, _gateway, _client) = (state, gateway, client);

    public static async Task<ScoreGateway> StartAsync(string data)
    {
        var state = new GatewayState();
        var policies = Path.Combine(state.Root, "policies");
        ScorePolicies.Write(policies);
        var settings = state.Settings();
        settings["Gateway:Data"] = data;
        settings["Gateway:Policies"] = policies;
        settings["Sandbox:Workers"] = "1";
        var gateway = await GatewayProcess.StartAsync(new Uri($"https://127.0.0.1:{Ports.Free()}"), settings);
        var client = gateway.Client();
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await GatewayState.TokenAsync(gateway, state.Bank, CancellationToken.None));
        return new ScoreGateway(state, gateway, client);
    }

    /// <summary>The answer's bytes.</summary>
    public async Task<byte[]> ScoreAsync(IReadOnlyList<string> people)
    {
        var body = new StringBuilder("{\"purpose\":\"credit-granting\",\"subjects\":[");
        for (var i = 0; i < people.Count; i++) body.Append(i == 0 ? "{\"id\":\"" : ",{\"id\":\"").Append(people[i]).Append("\"}");
        using var content = new StringContent(body.Append("]}").ToString(), Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync(new Uri($"/v1/products/{ScoreCity.Dataset}/scores", UriKind.Relative), content);
        var answer = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode ? answer : throw new InvalidOperationException(Encoding.UTF8.GetString(answer));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _gateway.DisposeAsync();
        _state.Dispose();
    }
}

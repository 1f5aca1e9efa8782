using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;
using Testing.Processes;

namespace Benchmarks.Proxy;

/// <summary>A gateway on plain loopback before a stand-in worker, and a bank that is signed in: everything of a query but its computation.</summary>
internal sealed class FullPath : IAsyncDisposable
{
    public const string Body = """{"purpose":"credit-granting","subjects":[{"id":"1"}]}""";
    private readonly GatewayState _state;
    private readonly GatewayProcess _gateway;

    private FullPath(GatewayState state, GatewayProcess gateway, string token)
    {
        (_state, _gateway) = (state, gateway);
        Authorization = $"Bearer {token}";
        Url = new Uri(gateway.Address, Path);
    }

    public static Uri Path { get; } = new("/v1/products/credit-default/scores", UriKind.Relative);

    public Uri Url { get; }

    public string Authorization { get; }

    public string Root => _state.Root;

    public string Log => _state.Log;

    public static async Task<FullPath> StartAsync(params IEnumerable<(string Key, string Value)> more)
    {
        var state = new GatewayState();
        Publish(state.Data);
        var settings = state.Settings();
        settings["Sandbox:Path"] = Repository.Output("StandIn");
        settings["Sandbox:Isolation"] = "none";
        settings["Sandbox:Workers"] = "1";
        foreach (var (key, value) in more) settings[key] = value;
        var gateway = await GatewayProcess.StartAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"), settings);
        return new FullPath(state, gateway, await GatewayState.TokenAsync(gateway, state.Bank, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _state.Dispose();
    }

    // A published version and registered models in name only: the gateway reads nothing else, and the stand-in nothing at all.
    private static void Publish(string data)
    {
        var current = DataLayout.Current(data, "credit-default");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(current)!);
        File.WriteAllText(current, new string('0', 32));
        string[] models = ["credit-default-gbdt", "credit-default-split"];
        var registry = new ModelRegistry(
            [.. models.Select(m => new RegisteredModel("credit-default", m, new string('0', 64), TimeProvider.System.GetUtcNow()))]);
        File.WriteAllBytes(DataLayout.Registry(data), JsonSerializer.SerializeToUtf8Bytes(registry, ProtocolJson.Default.ModelRegistry));
    }
}

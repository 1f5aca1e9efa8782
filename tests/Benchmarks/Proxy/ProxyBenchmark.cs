using System.Diagnostics;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;
using Sandbox.Protocol.Workers;
using Testing.Processes;

namespace Benchmarks.Proxy;

/// <summary>
/// The whole path of a query (token, contract, quota, permit, durable entry) against bare YARP: the same stand-in worker, the same plain
/// listener on loopback, h2c over a unix socket behind both. The two alternate; medians are told.
/// </summary>
internal static class ProxyBenchmark
{
    private const int Rounds = 4;
    private const int Seconds = 4;
    private const int WarmSeconds = 8; // each, until the runtime has compiled its hot paths for good
    private const int Connections = 64;
    private const string Body = """{"purpose":"credit-granting","subjects":[{"id":"1"}]}""";
    private static readonly Uri Path = new("/v1/products/credit-default/scores", UriKind.Relative);

    public static async Task RunAsync(TextWriter output)
    {
        using var state = new GatewayState();
        Publish(state.Data);
        var settings = state.Settings();
        settings["Sandbox:Path"] = Repository.Output("StandIn");
        settings["Sandbox:Isolation"] = "none";
        settings["Sandbox:Workers"] = "1";
        await using var gateway = await GatewayProcess.StartAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"), settings);
        await using var bare = await BarePath.StartAsync(state.Root);
        var authorization = $"Bearer {await GatewayState.TokenAsync(gateway, state.Bank, CancellationToken.None)}";

        var ours = new Uri(gateway.Address, Path);
        var theirs = new Uri(bare.Address, Path);
        await SameAnswerAsync(ours, theirs, authorization);
        foreach (var warm in (Uri[])[ours, theirs]) await Wrk.RunAsync(warm, Connections, WarmSeconds, authorization, Body);

        var full = new List<WrkResult>();
        var plain = new List<WrkResult>();
        for (var round = 0; round < Rounds; round++)
        {
            plain.Add(await Wrk.RunAsync(theirs, Connections, Seconds, authorization, Body));
            full.Add(await Wrk.RunAsync(ours, Connections, Seconds, authorization, Body));
            await Console.Error.WriteLineAsync($"round {round + 1}: bare {plain[^1].Rate:0}/s p99 {plain[^1].P99:0.0} ms, full {full[^1].Rate:0}/s p99 {full[^1].P99:0.0} ms");
        }

        var lone = await Wrk.RunAsync(ours, 1, Seconds, authorization, Body);
        var fsync = DiskSync.MedianOf(state.Log, 500);
        await output.WriteLineAsync($"proxy.throughput_ratio {Median.Of([.. full.Select(f => f.Rate)]) / Median.Of([.. plain.Select(p => p.Rate)]):0.00} x");
        await output.WriteLineAsync($"proxy.p99_ratio {Median.Of([.. full.Select(f => f.P99)]) / Median.Of([.. plain.Select(p => p.P99)]):0.00} x");
        await output.WriteLineAsync($"proxy.lone_p50 {lone.P50:0.00} ms");
        await output.WriteLineAsync($"proxy.fsync {fsync:0.00} ms");
    }

    /// <summary>A published version and a registered model in name only: the gateway reads nothing else, and the stand-in nothing at all.</summary>
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

    private static async Task SameAnswerAsync(Uri ours, Uri theirs, string authorization)
    {
        using var http = new HttpClient();
        var answers = new List<string>();
        foreach (var url in (Uri[])[ours, theirs])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            request.Content = new StringContent(Body, System.Text.Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var response = await http.SendAsync(request);
            answers.Add($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        if (!string.Equals(answers[0], answers[1], StringComparison.Ordinal) || !answers[0].StartsWith("200", StringComparison.Ordinal))
            throw new InvalidOperationException($"The two paths answer differently: {answers[0]} and {answers[1]}");
    }
}

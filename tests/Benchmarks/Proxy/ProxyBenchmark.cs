namespace Benchmarks.Proxy;

/// <summary>
/// The whole path of a query (token, contract, quota, permit, durable entry) against bare YARP: the same stand-in worker, the same plain
/// listener on loopback, h2c over a unix socket behind both. The two alternate, and each round gives its ratios, since a machine is not
/// the same from minute to minute; their medians are told.
/// </summary>
internal static class ProxyBenchmark
{
    private const int Rounds = 8;
    private const int Seconds = 4;
    private const int WarmSeconds = 25; // each, until the runtime has compiled its hot paths for good
    private const int Connections = 64;

    public static async Task RunAsync(TextWriter output)
    {
        await using var full = await FullPath.StartAsync();
        await using var bare = await BarePath.StartAsync(full.Root);
        var (ours, authorization) = (full.Url, full.Authorization);
        var theirs = new Uri(bare.Address, FullPath.Path);
        await SameAnswerAsync(ours, theirs, authorization);
        foreach (var warm in (Uri[])[ours, theirs]) await Wrk.RunAsync(warm, Connections, WarmSeconds, authorization, FullPath.Body);

        var whole = new List<WrkResult>();
        var plain = new List<WrkResult>();
        for (var round = 0; round < Rounds; round++)
        {
            plain.Add(await Wrk.RunAsync(theirs, Connections, Seconds, authorization, FullPath.Body));
            whole.Add(await Wrk.RunAsync(ours, Connections, Seconds, authorization, FullPath.Body));
            await Console.Error.WriteLineAsync($"round {round + 1}: bare {plain[^1].Rate:0}/s p99 {plain[^1].P99:0.0} ms, full {whole[^1].Rate:0}/s p99 {whole[^1].P99:0.0} ms");
        }

        var lone = await Wrk.RunAsync(ours, 1, Seconds, authorization, FullPath.Body);
        var fsync = DiskSync.MedianOf(full.Log, 500);
        await output.WriteLineAsync($"proxy.throughput_ratio {Median.Of([.. whole.Zip(plain, (f, p) => f.Rate / p.Rate)]):0.00} x");
        await output.WriteLineAsync($"proxy.p99_ratio {Median.Of([.. whole.Zip(plain, (f, p) => f.P99 / p.P99)]):0.00} x");
        await output.WriteLineAsync($"proxy.lone_p50 {lone.P50:0.00} ms");
        await output.WriteLineAsync($"proxy.fsync {fsync:0.00} ms");
    }

    private static async Task SameAnswerAsync(Uri ours, Uri theirs, string authorization)
    {
        using var http = new HttpClient();
        var answers = new List<string>();
        foreach (var url in (Uri[])[ours, theirs])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            request.Content = new StringContent(FullPath.Body, System.Text.Encoding.UTF8, "application/json");
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
            using var response = await http.SendAsync(request);
            answers.Add($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        if (!string.Equals(answers[0], answers[1], StringComparison.Ordinal) || !answers[0].StartsWith("200", StringComparison.Ordinal))
            throw new InvalidOperationException($"The two paths answer differently: {answers[0]} and {answers[1]}");
    }
}

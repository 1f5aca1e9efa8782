using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Proxy;

/// <summary>One run of wrk (Debian package <c>wrk</c>).</summary>
internal static class Wrk
{
    private const string Script = """
        wrk.method = "POST"
        wrk.headers["Content-Type"] = "application/json"
        wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
        wrk.body = os.getenv("BENCH_BODY")
        local pause = tonumber(os.getenv("BENCH_PAUSE"))
        if pause > 0 then delay = function() return pause end end
        done = function(summary, latency, requests)
          local e = summary.errors
          io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
            e.connect + e.read + e.write + e.status + e.timeout))
        end
        """;

    /// <summary>Runs wrk once.</summary>
    /// <param name="url">What is asked.</param>
    /// <param name="connections">As many requests at once at the most.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="authorization">The header.</param>
    /// <param name="body">The body of every request.</param>
    /// <param name="pause">How long each connection waits between an answer and its next request, in ms.</param>
    /// <param name="warming">Nothing is measured yet: some requests may fail while the code is being compiled.</param>
    public static async Task<WrkResult> RunAsync(
        Uri url, int connections, int seconds, string authorization, string body, int pause = 0, bool warming = false)
    {
        var script = Path.Combine(Path.GetTempPath(), $"wrk-{Environment.ProcessId}.lua");
        await File.WriteAllTextAsync(script, Script);
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in (string[])["-t1", $"-c{connections}", $"-d{seconds}s", "--latency", "-s", script, url.ToString()])
            start.ArgumentList.Add(argument);
        start.Environment["BENCH_AUTHORIZATION"] = authorization;
        start.Environment["BENCH_BODY"] = body;
        start.Environment["BENCH_PAUSE"] = pause.ToString(CultureInfo.InvariantCulture);
        using var wrk = Process.Start(start) ?? throw new InvalidOperationException("wrk did not start; apt-get install wrk");
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        File.Delete(script);
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith("RESULT ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk gave no result:\n{output}\n{await wrk.StandardError.ReadToEndAsync()}");
        var figures = line.Split(' ')[1..].Select(f => long.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        if (figures[4] != 0 && !warming) throw new InvalidOperationException($"{figures[4]} of {figures[0]} requests failed; nothing was measured.");
        return new WrkResult(figures[0] * 1e6 / figures[1], figures[2] / 1e3, figures[3] / 1e3);
    }
}

/// <summary>What a run gave.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="P50">Median latency, ms.</param>
/// <param name="P99">99th percentile of latency, ms.</param>
internal sealed record WrkResult(double Rate, double P50, double P99);

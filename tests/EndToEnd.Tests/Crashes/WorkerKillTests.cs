using System.Diagnostics;
using System.Net;
using EndToEnd.Tests.Cities;
using Testing.Processes;

namespace EndToEnd.Tests.Crashes;

/// <summary><c>kill -9</c> of the only worker under load: no wrong answer, clear 503s only, back within two seconds.</summary>
public sealed class WorkerKillTests(City city)
{
    private const int Callers = 8;
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Worker_KilledUnderLoad_IsReplacedAndNothingWrongIsAnswered()
    {
        city.SkipUnlessReady();
        using var state = new GatewayState();
        await using var gateway = await city.StartGatewayAsync(state, s => s["Sandbox:Workers"] = "1");
        var token = await GatewayState.TokenAsync(gateway, state.Bank, TestContext.Current.CancellationToken);
        var right = await AnswersAsync(gateway, token);

        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, Callers).Select(c => LoadAsync(gateway, token, right, c, stop.Token)).ToList();
        var outages = new List<TimeSpan>();
        for (var kill = 0; kill < 3; kill++)
        {
            Worker(gateway).Kill();
            var killed = Stopwatch.GetTimestamp();
            await Until.TrueAsync(() => RefusedAsync(gateway, token), TimeSpan.FromSeconds(5), "the outage to show");
            await Until.TrueAsync(async () => !await RefusedAsync(gateway, token), TimeSpan.FromSeconds(10), "the worker to be back");
            outages.Add(Stopwatch.GetElapsedTime(killed));
        }

        await stop.CancelAsync();
        var answered = await Task.WhenAll(load);
        answered.Sum().ShouldBeGreaterThan(0);
        outages.Min().ShouldBeLessThan(BackWithin);
    }

    /// <summary>Scores of some people, to be compared with under load.</summary>
    private async Task<Dictionary<string, string>> AnswersAsync(GatewayProcess gateway, string token)
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal);
        using var http = gateway.Client();
        foreach (var person in city.HeldOut.Take(Callers))
        {
            using var response = await http.SendAsync(City.ScoreRequest(token, [person]), TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            answers[person] = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        return answers;
    }

    private async Task<int> LoadAsync(
        GatewayProcess gateway, string token, Dictionary<string, string> right, int caller, CancellationToken stop)
    {
        using var http = gateway.Client();
        var person = city.HeldOut[caller];
        var answered = 0;
        while (!stop.IsCancellationRequested)
        {
            using var response = await http.SendAsync(City.ScoreRequest(token, [person]), CancellationToken.None);
            var body = await response.Content.ReadAsStringAsync(CancellationToken.None);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                body.ShouldBe(right[person]);
                answered++;
            }
            else
            {
                response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, body);
                response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
                (response.Headers.RetryAfter is not null).ShouldBeTrue("a 503 says when to try again");
            }
        }

        return answered;
    }

    private async Task<bool> RefusedAsync(GatewayProcess gateway, string token)
    {
        using var http = gateway.Client();
        using var response = await http.SendAsync(City.ScoreRequest(token, [city.HeldOut[0]]), TestContext.Current.CancellationToken);
        return response.StatusCode != HttpStatusCode.OK;
    }

    /// <summary>The .NET process in the box of the gateway's worker for scores; a box is given the socket folder of its instance.</summary>
    private static Process Worker(GatewayProcess gateway)
    {
        var box = ProcessTree.Descendants(gateway.Id).First(p => p.CommandLine.Contains("/scores-0", StringComparison.Ordinal));
        return Process.GetProcessById(ProcessTree.Descendants(box.Id).Single(p => p.CommandLine.Contains("Sandbox.dll", StringComparison.Ordinal)
            && p.Name.StartsWith("dotnet", StringComparison.Ordinal)).Id);
    }
}

using System.Net;
using EndToEnd.Tests.Cities;
using Testing;
using Testing.Processes;

namespace EndToEnd.Tests.Fuzz;

/// <summary>Hostile and broken requests: each gets an answer, none a 5xx, and the gateway serves the next honest one as before.</summary>
public sealed class FuzzTests(City city)
{
    private const int Callers = 16;
    private const long ProtocolError = 1; // RFC 9113, section 7

    [Fact]
    public async Task Gateway_MutatedRequests_AnswersEachWithoutServerError()
    {
        city.SkipUnlessReady();
        using var state = new GatewayState();
        await using var gateway = await city.StartGatewayAsync(state);
        var token = await GatewayState.TokenAsync(gateway, state.Bank, TestContext.Current.CancellationToken);
        var each = Length.Of(shortForm: 6_400, full: 100_000) / Callers;
        var statuses = await Task.WhenAll(Enumerable.Range(0, Callers).Select(c => FuzzAsync(gateway, (ulong)c + 1, token, each)));

        var all = statuses.SelectMany(s => s).GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        all.Keys.ShouldAllBe(status => (int)status < 500, $"{string.Join(", ", all)}\n{gateway.Output}");
        all.ShouldContainKey(HttpStatusCode.OK, "unedited requests are among the mutated ones, and they must be answered");
        all.ShouldContainKey(HttpStatusCode.BadRequest);
        await city.ScoreOneAsync(gateway, token);
    }

    private async Task<List<HttpStatusCode>> FuzzAsync(GatewayProcess gateway, ulong seed, string token, int count)
    {
        using var http = gateway.Client();
        var mutator = new RequestMutator(seed, token, city.HeldOut);
        var statuses = new List<HttpStatusCode>(count);
        for (var i = 0; i < count; i++)
        {
            using var request = mutator.Next();
            try
            {
                using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
                statuses.Add(response.StatusCode);
            }
            catch (HttpRequestException e) when (e.InnerException is HttpProtocolException { ErrorCode: ProtocolError })
            {
                // Over HTTP/2 a target or method that is no HTTP is answered by a reset of its stream, before there is a request to answer.
                statuses.Add(HttpStatusCode.BadRequest);
            }
        }

        return statuses;
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using EndToEnd.Tests.Cities;
using Gateway.Audit;
using Testing;
using Testing.Processes;
using Testing.Seeds;

namespace EndToEnd.Tests.Crashes;

/// <summary>
/// <c>kill -9</c> of the gateway at random instants under load: every answer that a consumer received is in the log, and a retry with the
/// same key returns the same bytes.
/// </summary>
public sealed class GatewayKillTests(City city)
{
    private const int Callers = 8;
    private readonly ConcurrentDictionary<string, byte[]> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, (byte[] Nonce, byte[] Body)> _receipts = new();
    private readonly ConcurrentBag<string> _unanswered = [];

    [Fact]
    public async Task Gateway_KilledUnderLoad_LosesNoEntryAndRepeatsAnswersToTheByte()
    {
        city.SkipUnlessReady();
        using var state = new GatewayState();
        var random = new Seeded(20220930);
        var kills = Length.Of(shortForm: 3, full: 50);
        for (var round = 0; round < kills; round++)
        {
            await using var gateway = await city.StartGatewayAsync(state);
            var token = await GatewayState.TokenAsync(gateway, state.Bank, TestContext.Current.CancellationToken);
            await RetryAsync(gateway, token);
            var callers = Enumerable.Range(0, Callers).Select(c => LoadAsync(gateway, token, $"{round}-{c}")).ToList();
            var enough = _answers.Count + 1 + random.Next(400);
            await Until.TrueAsync(() => Task.FromResult(_answers.Count >= enough), TimeSpan.FromSeconds(30), "some answers");
            await gateway.KillAsync();
            await Task.WhenAll(callers);
        }

        await using (var last = await city.StartGatewayAsync(state))
            await RetryAsync(last, await GatewayState.TokenAsync(last, state.Bank, TestContext.Current.CancellationToken));
        await EveryReceiptIsInTheLogAsync(state.Log);
    }

    /// <summary>Scores with a new key each time until the gateway is gone.</summary>
    private async Task LoadAsync(GatewayProcess gateway, string token, string name)
    {
        using var http = gateway.Client();
        for (var i = 0; ; i++)
        {
            var key = $"{name}-{i}";
            try
            {
                var (status, body) = await ScoreAsync(http, token, key);
                if (status != HttpStatusCode.OK) throw new InvalidOperationException($"{status}: {System.Text.Encoding.UTF8.GetString(body)}");
                _answers[key] = body;
            }
            catch (HttpRequestException)
            {
                _unanswered.Add(key);
                return;
            }
        }
    }

    /// <summary>Every earlier key again: what was answered comes back to the byte, and what was not is answered now.</summary>
    private async Task RetryAsync(GatewayProcess gateway, string token)
    {
        using var http = gateway.Client();
        var sample = _answers.Keys.Order(StringComparer.Ordinal).Where((_, i) => i % 7 == 0).Concat(_unanswered).ToList();
        foreach (var key in sample)
        {
            var (status, body) = await ScoreAsync(http, token, key);
            status.ShouldBe(HttpStatusCode.OK, $"{key}: {System.Text.Encoding.UTF8.GetString(body)}");
            if (_answers.TryGetValue(key, out var first)) body.ShouldBe(first);
            else _answers[key] = body;
        }

        _unanswered.Clear();
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> ScoreAsync(HttpClient http, string token, string key)
    {
        var person = city.HeldOut[key.Length];
        using var response = await http.SendAsync(City.ScoreRequest(token, [person], key), CancellationToken.None);
        var body = await response.Content.ReadAsByteArrayAsync(CancellationToken.None);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            var (index, nonce) = ReceiptOf(response);
            _receipts[index] = (nonce, body);
        }

        return (response.StatusCode, body);
    }

    private static (long Index, byte[] Nonce) ReceiptOf(HttpResponseMessage response)
    {
        var parts = response.Headers.GetValues("Receipt").Single().Split(", ");
        return (long.Parse(parts[0]["index=".Length..]), Convert.FromBase64String(parts[1]["nonce=:".Length..^1]));
    }

    private async Task EveryReceiptIsInTheLogAsync(string log)
    {
        AccessLogVerifier.Verify(log).Problems.ShouldBeEmpty();
        var results = new Dictionary<long, string?>();
        await foreach (var record in AccessLogReader.ReadAsync(log, fromIndex: 0, TestContext.Current.CancellationToken))
            if (record.Entry is AccessEntry { Outcome: AccessOutcome.Granted } entry) results[record.Index] = entry.ResultHash;

        _receipts.ShouldNotBeEmpty();
        foreach (var (index, (nonce, body)) in _receipts)
            results.GetValueOrDefault(index).ShouldBe(Convert.ToBase64String(SHA256.HashData([.. nonce, .. body])));
    }
}

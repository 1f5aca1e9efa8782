using System.Net;
using System.Text.Json;
using EndToEnd.Tests.Cities;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Models;
using Testing.Processes;

namespace EndToEnd.Tests.Scores;

/// <summary>The held-out people of credit-default, all of them, scored through the gateway in batches of 1,000.</summary>
public sealed class HeldOutTests(City city)
{
    [Fact]
    public async Task Gateway_HeldOutPeople_ScoresAsTheModelDoesAndAsItsCardSays()
    {
        city.SkipUnlessReady();
        using var state = new GatewayState();
        await using var gateway = await city.StartGatewayAsync(state);
        var scores = await ScoreAllAsync(gateway, state);

        var direct = DirectModel.Scores(city, city.HeldOut);
        city.HeldOut.Count.ShouldBeInRange(8_700, 9_300);
        for (var i = 0; i < scores.Count; i++)
            Math.Abs(scores[i] - direct[i]).ShouldBeLessThanOrEqualTo(1, "ML.NET's own probabilities are single-precision: they may round to the next point");
        scores.Zip(direct).Count(pair => pair.First != pair.Second).ShouldBeLessThan(scores.Count / 1_000);

        var card = city.Card;
        card.Algorithm.ShouldBe(ModelAlgorithm.LightGbm);
        card.HeldOutSubjects.ShouldBe(city.HeldOut.Count);
        card.Auc.ShouldBeGreaterThanOrEqualTo(0.77);
        // Scores are rounded to points, the card's figures are not.
        Separation.Auc(scores, city.Defaulted).ShouldBe(card.Auc, 0.001);
        Separation.Ks(scores, city.Defaulted).ShouldBe(card.Ks, 0.01);
    }

    private async Task<List<int>> ScoreAllAsync(GatewayProcess gateway, GatewayState state)
    {
        var token = await GatewayState.TokenAsync(gateway, state.Bank, TestContext.Current.CancellationToken);
        using var http = gateway.Client();
        var scores = new List<int>();
        foreach (var batch in city.HeldOut.Chunk(1_000))
        {
            using var response = await http.SendAsync(City.ScoreRequest(token, batch), TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var answer = JsonSerializer.Deserialize(
                await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), Sandbox.Protocol.ProtocolJson.Default.ScoreAnswer)!;
            answer.Scores.Select(s => s.Subject).ShouldBe(batch);
            answer.Model.ShouldBe(city.Card.Sha256);
            answer.DataVersion.ShouldBe(city.Card.DataVersion);
            scores.AddRange(answer.Scores.Select(s => s.Score!.Value));
            answer.Scores.ShouldAllBe(s => s.Band == ScoreScale.Band(s.Score!.Value) && s.Reasons.Count <= 3);
        }

        return scores;
    }
}

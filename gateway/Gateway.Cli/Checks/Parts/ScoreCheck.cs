using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Cli.Platform;
using Gateway.Client;
using Gateway.Client.Receipts;
using Gateway.Client.Scores;
using Policies.Products;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Gateway.Cli.Checks.Parts;

/// <summary>The bank scores residents whom it knows to be there, and one who is not; the telecom scores one who is not without being told so.</summary>
internal sealed class ScoreCheck : ICheck
{
    private const int People = 50;
    private const string HousingCredit = "housing-credit";
    private const string Stability = "residence-stability";

    public string Name => "score";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var housing = context.Policies.Products[HousingCredit];
        var known = Numbers(DemoResident.HasHousingFund).Take(People).ToList();
        var request = new ScoreRequest("credit-granting", [.. known.Select(n => Applicant(context, housing, n))]);
        var key = GatewayClient.NewIdempotencyKey();
        var reply = await context.Bank.ScoreAsync(HousingCredit, request, key, cancellation);
        context.Kept.Add((DemoClients.Bank, reply));
        foreach (var score in reply.Answer.Scores) VerifyScore(context, housing, score);
        CheckFailedException.Unless(reply.Answer.Scores.Select(s => s.Score).Distinct().Count() > 5, "The residents' scores hardly differ.");
        await VerifyReplayAsync(context, request, key, reply, cancellation);
        await VerifyUnknownAsync(context, housing, cancellation);
        await VerifyImputedAsync(context, cancellation);
        await VerifyBytesAsync(context, request, cancellation);
        return new CheckResult(new JsonObject { ["people"] = known.Count, ["receipt"] = reply.Receipt.Index });
    }

    private static IEnumerable<int> Numbers(Func<int, bool> which) => Enumerable.Range(0, DemoResident.MaxResidents).Where(which);

    private static ScoreSubject Applicant(CheckContext context, ProductDocument housing, int number) => new(
        context.Resident(housing.Dataset, number),
        new Dictionary<string, double?>(StringComparer.Ordinal) { ["income"] = 4000 + (500 * number), ["loan_amount"] = number % 7 == 0 ? null : 50_000 * (number % 11) });

    private static void VerifyScore(CheckContext context, ProductDocument product, SubjectScore score)
    {
        var groups = context.Policies.Datasets[product.Dataset].Spec.Features.Select(f => f.Group).ToHashSet(StringComparer.Ordinal);
        CheckFailedException.Unless(score.Score is >= ScoreScale.Minimum and <= ScoreScale.Maximum, "A known resident has no score between 300 and 850.");
        CheckFailedException.Unless(score.Band == ScoreScale.Band(score.Score!.Value), "A band does not fit its score.");
        CheckFailedException.Unless(score.Reasons.Count <= 3 && score.Reasons.All(groups.Contains), "A reason is none of the product's groups.");
    }

    private static async Task VerifyReplayAsync(
        CheckContext context, ScoreRequest request, string key, ScoreReply first, CancellationToken cancellation)
    {
        var again = await context.Bank.ScoreAsync(HousingCredit, request, key, cancellation);
        context.Kept.Add((DemoClients.Bank, again));
        CheckFailedException.Unless(again.Body.Span.SequenceEqual(first.Body.Span), "The same idempotency key gave other bytes.");
        CheckFailedException.Unless(again.Receipt.Index > first.Receipt.Index, "A repeated answer has no entry of its own.");
        var other = request with { Subjects = [request.Subjects[0]] };
        await Refused.AsAsync(422, "idempotency-key-reused", () => context.Bank.ScoreAsync(HousingCredit, other, key, cancellation));
    }

    private static async Task VerifyUnknownAsync(CheckContext context, ProductDocument housing, CancellationToken cancellation)
    {
        var stranger = Applicant(context, housing, Numbers(n => !DemoResident.HasHousingFund(n)).First());
        var reply = await context.Bank.ScoreAsync(HousingCredit, new ScoreRequest("credit-granting", [stranger]), cancellation: cancellation);
        context.Kept.Add((DemoClients.Bank, reply));
        CheckFailedException.Unless(reply.Answer.Scores[0] is { Score: null, Band: null, Reasons: [] }, "A person who is not known has a score under 'refuse'.");
    }

    private static async Task VerifyImputedAsync(CheckContext context, CancellationToken cancellation)
    {
        var product = context.Policies.Products[Stability];
        int[] numbers = [Numbers(DemoResident.HasResidence).First(), Numbers(n => !DemoResident.HasResidence(n)).First()];
        var request = new ScoreRequest("service-eligibility", [.. numbers.Select(n => new ScoreSubject(context.Resident(product.Dataset, n)))]);
        var reply = await context.Telecom.ScoreAsync(Stability, request, cancellation: cancellation);
        context.Kept.Add((DemoClients.Telecom, reply));
        foreach (var score in reply.Answer.Scores) VerifyScore(context, product, score);
        var again = await context.Telecom.ScoreAsync(Stability, request, cancellation: cancellation);
        context.Kept.Add((DemoClients.Telecom, again));
        CheckFailedException.Unless(again.Body.Span.SequenceEqual(reply.Body.Span), "An imputed score is not stable over calls.");
    }

    // Without the SDK, as curl would: the digest is computed here.
    private static async Task VerifyBytesAsync(CheckContext context, ScoreRequest request, CancellationToken cancellation)
    {
        using var http = context.Gateway.Http();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await context.Bank.GetAccessTokenAsync(cancellation));
        var subject = new JsonObject
        {
            ["id"] = request.Subjects[0].Id, ["features"] = new JsonObject { ["income"] = 12000, ["loan_amount"] = null },
        };
        var body = new JsonObject { ["purpose"] = request.Purpose, ["subjects"] = new JsonArray(subject) };
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri($"/v1/products/{HousingCredit}/scores", UriKind.Relative), content, cancellation);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        CheckFailedException.Unless(response.IsSuccessStatusCode, $"A plain HTTP client got {(int)response.StatusCode}.");
        var digest = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:";
        CheckFailedException.Unless(string.Join(',', response.Headers.GetValues("Content-Digest")) == digest, "Content-Digest is not the body's.");
        CheckFailedException.Unless(Receipt.TryParse(string.Join(',', response.Headers.GetValues(Receipt.Header)), out _), "The receipt is not well formed.");
    }
}

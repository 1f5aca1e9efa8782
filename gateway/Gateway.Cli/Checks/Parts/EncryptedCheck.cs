using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Gateway.Cli.Platform;
using Gateway.Client.Encryption;
using Gateway.Client.Scores;
using Sandbox.Encryption;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Encrypted;

namespace Gateway.Cli.Checks.Parts;

/// <summary>The bank scores residents with its features encrypted, opens the answer with its own key, and sends bytes that are no question.</summary>
internal sealed class EncryptedCheck : ICheck
{
    private const string Product = "housing-credit";
    private const int People = 40;

    public string Name => "encrypted";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var seal = SealClient.Start();
        var scorer = new EncryptedScorer(context.Bank, seal);
        var file = new SecretKeyFile(Path.Combine(context.Place.State, "encryption-key"), context.Session.Time);
        using var key = file.OpenOrCreate(seal, TimeSpan.FromDays(30));
        var offer = await scorer.GetOfferAsync(Product, cancellation);

        // The same people poor and rich, and one who is not in the dataset.
        var poor = await AskAsync(context, scorer, offer, key, 1_000, cancellation);
        var rich = await AskAsync(context, scorer, offer, key, 100_000, cancellation);
        CheckFailedException.Unless(poor.Scores.Zip(rich.Scores).Take(People).All(p => p.First.Points < p.Second.Points), "Income makes no difference under encryption.");
        CheckFailedException.Unless(poor.Scores.Take(People).Select(s => s.Score).Distinct().Count() > 3, "The residents' encrypted scores hardly differ.");
        CheckFailedException.Unless(poor.Scores[^1].Score is null, "A person who is not known has an encrypted score.");
        await VerifyRefusalAsync(context, cancellation);
        return new CheckResult(new JsonObject { ["people"] = People, ["receipt"] = rich.Receipt.Index });
    }

    private static async Task<EncryptedReply> AskAsync(
        CheckContext context, EncryptedScorer scorer, EncryptedOffer offer, SecretKey key, double income, CancellationToken cancellation)
    {
        var known = Enumerable.Range(0, DemoResident.MaxResidents).Where(DemoResident.HasHousingFund).Take(People);
        var stranger = Enumerable.Range(0, DemoResident.MaxResidents).First(n => !DemoResident.HasHousingFund(n));
        var features = new Dictionary<string, double>(StringComparer.Ordinal) { ["income"] = income, ["loan_amount"] = 200_000 };
        var people = known.Append(stranger).Select(n => new EncryptedSubject(context.Resident("housing-fund", n), features));
        var reply = await scorer.AskAsync(scorer.Encrypt(offer, "credit-granting", key, [.. people]), key, cancellation: cancellation);
        SubjectScore[] scores = [.. reply.Scores.Select(s => new SubjectScore(s.Subject, s.Score, s.Band, []))];
        context.Kept.Add((DemoClients.Bank, new ScoreReply(
            new ScoreAnswer(Product, reply.Model, reply.DataVersion, scores), reply.Body, reply.Receipt, reply.IdempotencyKey)));
        return reply;
    }

    private static async Task VerifyRefusalAsync(CheckContext context, CancellationToken cancellation)
    {
        using var http = context.Gateway.Http();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await context.Bank.GetAccessTokenAsync(cancellation));
        using var content = new ByteArrayContent(new byte[1000]);
        content.Headers.ContentType = new MediaTypeHeaderValue(EncryptedRequest.MediaType);
        using var response = await http.PostAsync(new Uri($"/v1/products/{Product}/encrypted-scores", UriKind.Relative), content, cancellation);
        CheckFailedException.Unless((int)response.StatusCode == 400, $"Bytes that are no question got {(int)response.StatusCode}, not 400.");
    }
}

using System.Net;
using System.Text.Json.Nodes;
using EndToEnd.Tests.Cities;
using Sandbox.Protocol.Encrypted;
using Testing;
using Testing.Processes;
using Testing.Seeds;

namespace EndToEnd.Tests.Encrypted;

/// <summary>Containers and ciphertexts in hostile hands: each gets a clear 4xx, none a 5xx, the same worker goes on, and the next honest question is answered.</summary>
public sealed class EncryptedHostileTests(City city, EncryptedBank bank) : IClassFixture<EncryptedBank>
{
    [Fact]
    public async Task Gateway_MutatedContainers_AnswersEachWithoutServerErrorByTheSameWorker()
    {
        city.SkipUnlessReady();
        var client = bank.Client;
        var good = client.Question(1000, city.HeldOut[0], city.HeldOut[1]).Bytes;
        var workers = Servers.Workers(bank.Gateway);

        var statuses = new Dictionary<HttpStatusCode, int>();
        var random = new Seeded(42);
        for (var i = 0; i < Length.Of(shortForm: 150, full: 10_000); i++)
        {
            using var response = await client.SendAsync(Mutate(good.ToArray(), random));
            statuses[response.StatusCode] = statuses.GetValueOrDefault(response.StatusCode) + 1;
        }

        statuses.Keys.ShouldAllBe(s => (int)s < 500, $"{string.Join(", ", statuses)}\n{bank.Gateway.Output}");
        statuses.ShouldContainKey(HttpStatusCode.BadRequest);
        statuses.ShouldContainKey(HttpStatusCode.OK, "an altered coefficient is a ciphertext, too");
        Servers.Workers(bank.Gateway).ShouldBe(workers, "no worker was replaced");
        foreach (var worker in workers) Servers.ResidentMegabytes(worker).ShouldBeLessThan(1024);
        await AnswersAsync(client);
    }

    [Fact]
    public async Task Gateway_WrongInSomeWay_SaysWhich()
    {
        city.SkipUnlessReady();
        var client = bank.Client;
        var question = client.Question(1000, city.HeldOut[0]);
        var bytes = question.Bytes.ToArray();
        EncryptedRequestReader.TryRead(bytes, out var request, out _).ShouldBeTrue();
        var ciphertexts = bytes.AsMemory(request!.CiphertextOffset);

        await RefusedAsync(client.SendAsync(new byte[EncryptedRequest.MaxLength + 1]), HttpStatusCode.RequestEntityTooLarge, "body-too-large");
        await RefusedAsync(client.SendAsync(bytes, "application/json"), HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        await RefusedAsync(client.SendAsync(bytes.AsMemory(..^1)), HttpStatusCode.BadRequest, "malformed-query");
        await RefusedAsync(client.SendAsync(Array.Empty<byte>()), HttpStatusCode.BadRequest, "malformed-query");
        await RefusedAsync(Write(request with { ContractVersion = 9 }), HttpStatusCode.Conflict, "offer-stale");
        await RefusedAsync(Write(request with { Purpose = "curiosity" }), HttpStatusCode.Forbidden, "purpose-not-granted");
        await RefusedAsync(Write(request with { Features = [request.Features[0] with { Upper = 1 }, .. request.Features.Skip(1)] }), HttpStatusCode.UnprocessableEntity, "encoding-mismatch");
        await RefusedAsync(Write(request with { Features = [request.Features[0] with { Name = "rating" }, .. request.Features.Skip(1)] }), HttpStatusCode.Forbidden, "feature-not-granted");
        await RefusedAsync(Write(request with { Subjects = [request.Subjects[0], request.Subjects[0]] }), HttpStatusCode.BadRequest, "malformed-query");
        // Transparent: SEAL's format would need both polynomials, and so has another length.
        await RefusedAsync(client.SendAsync(bytes.AsMemory(0, request.CiphertextOffset)), HttpStatusCode.BadRequest, "malformed-query");

        await AnswersAsync(client);

        Task<HttpResponseMessage> Write(EncryptedRequest changed) => client.SendAsync(EncryptedRequestFormat.Write(changed, ciphertexts.Span));
    }

    [Fact]
    public async Task Question_SentAgainUnderItsKey_GetsTheSameBytesOnce()
    {
        city.SkipUnlessReady();
        var client = bank.Client;
        var question = client.Question(500, city.HeldOut[0]);
        var first = await client.Scorer.AskAsync(question, client.Key, "one", TestContext.Current.CancellationToken);
        var again = await client.Scorer.AskAsync(question, client.Key, "one", TestContext.Current.CancellationToken);
        again.Body.ToArray().ShouldBe(first.Body.ToArray());
        again.Receipt.Index.ShouldBeGreaterThan(first.Receipt.Index);
    }

    /// <summary>The longest questions that the contract grants, many more at once than fit what the gateway may hold: turned away at the door or answered, by the same workers.</summary>
    [Fact]
    public async Task Gateway_ManyLargeQuestionsAtOnce_HoldsNoMoreThanItMay()
    {
        city.SkipUnlessReady();
        using var state = new GatewayState();
        await using var gateway = await city.StartGatewayAsync(state, s => s["Gateway:MaxBodyMemory"] = "8388608");
        using var client = await EncryptedClient.OpenAsync(gateway, state);
        var question = client.Question(1000, city.HeldOut[0]).Bytes;
        await AnswersAsync(client);
        var workers = Servers.Workers(gateway);
        int[] servers = [gateway.Id, .. workers];
        var before = servers.Select(Servers.ResidentMegabytes).ToArray();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async _ =>
        {
            using var response = await client.SendAsync(question);
            return (response.StatusCode, Body: await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }));

        answers.ShouldContain(a => a.StatusCode == HttpStatusCode.OK);
        answers.ShouldContain(a => a.StatusCode == HttpStatusCode.ServiceUnavailable);
        foreach (var (status, body) in answers.Where(a => a.StatusCode != HttpStatusCode.OK))
        {
            status.ShouldBe(HttpStatusCode.ServiceUnavailable, body);
            JsonNode.Parse(body)!["code"]!.GetValue<string>().ShouldBe("gateway-busy");
        }

        Servers.Workers(gateway).ShouldBe(workers, "no worker was replaced");
        foreach (var (grown, pid) in servers.Select((pid, i) => (Servers.PeakMegabytes(pid) - before[i], pid)))
            grown.ShouldBeLessThan(400, $"process {pid}, {question.Length * 200 >> 20} MB of questions");
        await AnswersAsync(client);
    }

    private async Task AnswersAsync(EncryptedClient client)
    {
        var reply = await client.Scorer.AskAsync(
            client.Question(1000, city.HeldOut[0], "NOBODY"), client.Key, cancellation: TestContext.Current.CancellationToken);
        reply.Scores[0].Score.ShouldNotBeNull();
        reply.Scores[1].Score.ShouldBeNull();
    }

    private static async Task RefusedAsync(Task<HttpResponseMessage> sending, HttpStatusCode status, string code)
    {
        using var response = await sending;
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status, body);
        JsonNode.Parse(body)!["code"]!.GetValue<string>().ShouldBe(code);
    }

    private static byte[] Mutate(byte[] good, Seeded random)
    {
        for (var edits = 1 + random.Next(3); edits > 0; edits--)
        {
            // Half of the edits hit the head, where nearly every byte means something.
            var at = random.Next(random.OneIn(2) ? Math.Min(good.Length, 700) : good.Length);
            switch (random.Next(5))
            {
                case 0:
                    good[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    good.AsSpan(at, Math.Min(1 + random.Next(64), good.Length - at)).Fill((byte)random.Next(256));
                    break;
                case 2:
                    good = good[..Math.Max(1, at)];
                    break;
                case 3:
                    good = [.. good, .. good.AsSpan(0, at)];
                    break;
                default:
                    good.AsSpan(at / 2, good.Length - at).ToArray().CopyTo(good, at - (at / 2));
                    break;
            }
        }
        return good;
    }
}

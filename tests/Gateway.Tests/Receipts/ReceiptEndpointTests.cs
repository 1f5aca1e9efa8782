using System.Net;
using Gateway.Audit;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;

namespace Gateway.Tests.Receipts;

public sealed class ReceiptEndpointTests
{
    [Fact]
    public async Task Receipt_OwnEntry_IsProvedOffline()
    {
        await using var host = await PublishedHost.StartAsync();
        using var response = await host.Surface.GetAsync("/v1/receipts/2", "bank-ccb");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        var proof = TlogProof.Parse(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull();
        proof.Index.ShouldBe(2);
        var policy = new WitnessPolicy(host.Log.VerifierKey, [], 0);
        proof.Verify(proof.Extra!.Value.Span, policy).ShouldBe(ProofVerdict.Proved);
        (proof with { Index = 3 }).Verify(proof.Extra!.Value.Span, policy).ShouldBe(ProofVerdict.NotIncluded);
    }

    [Fact]
    public async Task Receipt_OfAnotherConsumer_IsNotToldApartFromNoneAndIsLogged()
    {
        await using var host = await PublishedHost.StartAsync();
        using var another = await host.Surface.GetAsync("/v1/receipts/3", "bank-ccb");
        using var none = await host.Surface.GetAsync("/v1/receipts/77", "bank-ccb");
        another.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        none.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var entry = host.Surface.Dependencies.Entries.OfType<AccessEntry>().ShouldHaveSingleItem();
        (entry.Consumer, entry.Operation, entry.Outcome).ShouldBe(("bank-ccb", "receipts", AccessOutcome.Refused));
    }

    [Theory]
    [InlineData("/v1/receipts/-1")]
    [InlineData("/v1/receipts/x")]
    [InlineData("/v1/receipts/99999999999999999999")]
    public async Task Receipt_NoIndex_IsNotFound(string path)
    {
        await using var host = await PublishedHost.StartAsync();
        using var response = await host.Surface.GetAsync(path, "bank-ccb");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Receipt_WitnessesStillToCome_IsAcceptedWithRetryAfter()
    {
        using var witness = new NoteSigner("w", NoteKeyKind.Witness, new byte[32]);
        await using var host = await PublishedHost.StartAsync(
            ("Witness:Witnesses:0:Url", "http://127.0.0.1:1"), ("Witness:Witnesses:0:Key", witness.VerifierKey.ToString()));
        using var response = await host.Surface.GetAsync("/v1/receipts/2", "bank-ccb");
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        using var checkpoint = await host.Surface.GetAsync("/log/checkpoint");
        checkpoint.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Receipt_WithoutToken_IsUnauthorized()
    {
        await using var host = await PublishedHost.StartAsync();
        using var response = await host.Surface.GetAsync("/v1/receipts/2");
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }
}

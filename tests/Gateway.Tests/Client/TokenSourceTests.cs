using Gateway.Client.Scores;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Gateway.Tests.Client;

public sealed class TokenSourceTests
{
    private static readonly ScoreRequest Request = new("x", [new ScoreSubject("A1")]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_ManyCalls_IsFetchedOnce()
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.GetAccessTokenAsync(Stop).AsTask()));

        stub.TokenRequests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Token_OfAnotherProvider_IsFetchedThereAndUsedHere()
    {
        await using var provider = await StubGateway.StartAsync();
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.ClientWithTokensOf(provider);

        await client.ScoreAsync("p", Request, cancellation: Stop);

        (provider.TokenRequests.Count, stub.TokenRequests.Count).ShouldBe((1, 0));
        stub.Calls.ShouldHaveSingleItem().Token.ShouldBe("Bearer token-1");
    }

    [Fact]
    public async Task Token_CloseToItsExpiry_IsRenewedBefore()
    {
        await using var stub = await StubGateway.StartAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var client = stub.Client(time);

        (await client.GetAccessTokenAsync(Stop)).ShouldBe("token-1");
        time.Advance(TimeSpan.FromSeconds(569));
        (await client.GetAccessTokenAsync(Stop)).ShouldBe("token-1");
        time.Advance(TimeSpan.FromSeconds(1));
        (await client.GetAccessTokenAsync(Stop)).ShouldBe("token-2");
    }

    [Fact]
    public async Task Token_RefusedByTheGateway_IsReplacedOnce()
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();
        stub.Answer = (http, call) => call == 1 ? StubGateway.RefuseAsync(http, 401, "unauthenticated") : StubGateway.SendAsync(http, StubGateway.Body);

        await client.ScoreAsync("p", Request, cancellation: Stop);

        stub.Calls.Select(c => c.Token).ShouldBe(["Bearer token-1", "Bearer token-2"]);
    }

    [Fact]
    public async Task Token_RefusedAgain_EndsTheCall()
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();
        stub.Answer = (http, _) => StubGateway.RefuseAsync(http, 401, "unauthenticated");

        var problem = await Should.ThrowAsync<Gateway.Client.Problems.GatewayProblemException>(() => client.ScoreAsync("p", Request, cancellation: Stop));

        problem.Status.ShouldBe(401);
        stub.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Assertion_EachOne_IsShortLivedAndNew()
    {
        await using var stub = await StubGateway.StartAsync();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using var client = stub.Client(time);
        await client.GetAccessTokenAsync(Stop);
        time.Advance(TimeSpan.FromHours(1));
        await client.GetAccessTokenAsync(Stop);

        var assertions = stub.TokenRequests.Select(f => new JsonWebToken(f["client_assertion"].ToString())).ToList();

        assertions.Select(a => a.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(2);
        assertions.ShouldAllBe(a => a.Alg == "ES256" && a.Issuer == "bank-ccb" && a.Subject == "bank-ccb");
        assertions.ShouldAllBe(a => a.Audiences.Single() == "https://issuer.test");
        assertions.ShouldAllBe(a => a.ValidTo - a.IssuedAt <= TimeSpan.FromMinutes(5));
    }
}

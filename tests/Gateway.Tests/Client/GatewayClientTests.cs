using Gateway.Client.Problems;
using Gateway.Client.Scores;
using Microsoft.AspNetCore.Http;

namespace Gateway.Tests.Client;

public sealed class GatewayClientTests
{
    private static readonly ScoreRequest Request = new(
        "credit-granting", [new ScoreSubject("a1", new Dictionary<string, double?>(StringComparer.Ordinal) { ["income"] = 12000, ["loan"] = null })], Precision: 5);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Score_AnAnswer_IsReadWithItsReceiptAndBytes()
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();

        var reply = await client.ScoreAsync("p", Request, "key-1", Stop);

        reply.Answer.Scores.Single().ShouldSatisfyAllConditions(s => s.Score.ShouldBe(612), s => s.Band.ShouldBe("C"), s => s.Reasons.ShouldBe(["income"]));
        reply.Receipt.Index.ShouldBe(42);
        reply.Receipt.Origin.ShouldBe("gateway.local");
        System.Text.Encoding.UTF8.GetString(reply.Body.Span).ShouldBe(StubGateway.Body);
        stub.Calls.Single().Key.ShouldBe("key-1");
        stub.Calls.Single().Body.ShouldBe("""{"purpose":"credit-granting","subjects":[{"id":"a1","features":{"income":12000,"loan":null}}],"precision":5}""");
    }

    [Theory]
    [InlineData(503, "worker-unavailable")]
    [InlineData(429, "quota-exhausted")]
    [InlineData(409, "request-in-flight")]
    public async Task Score_TransientRefusals_AreRetriedUnderTheSameKey(int status, string code)
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();
        stub.Answer = (http, call) => call < 3 ? StubGateway.RefuseAsync(http, status, code) : StubGateway.SendAsync(http, StubGateway.Body);

        var reply = await client.ScoreAsync("p", Request, cancellation: Stop);

        stub.Calls.Count.ShouldBe(3);
        stub.Calls.Select(c => c.Key).Distinct(StringComparer.Ordinal).ShouldBe([reply.IdempotencyKey]);
        stub.Calls.Select(c => c.Body).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    [Fact]
    public async Task Score_ABrokenConnection_IsRetriedUnderTheSameKey()
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();
        stub.Answer = (http, call) =>
        {
            if (call > 1) return StubGateway.SendAsync(http, StubGateway.Body);
            http.Abort();
            return Task.CompletedTask;
        };

        var reply = await client.ScoreAsync("p", Request, cancellation: Stop);

        stub.Calls.Select(c => c.Key).ShouldBe([reply.IdempotencyKey, reply.IdempotencyKey]);
    }

    [Fact]
    public async Task Score_RefusalsWithoutEnd_StopAtTheBound()
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client(attempts: 3);
        stub.Answer = (http, _) => StubGateway.RefuseAsync(http, 503, "worker-unavailable");

        var problem = await Should.ThrowAsync<GatewayProblemException>(() => client.ScoreAsync("p", Request, cancellation: Stop));

        problem.Code.ShouldBe("worker-unavailable");
        stub.Calls.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Score_ARetryAfterBeyondTheCap_EndsAtOnce()
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();
        stub.Answer = (http, _) => StubGateway.RefuseAsync(http, 429, "quota-exhausted", retryAfter: 3600);

        var problem = await Should.ThrowAsync<GatewayProblemException>(() => client.ScoreAsync("p", Request, cancellation: Stop));

        problem.RetryAfter.ShouldBe(TimeSpan.FromHours(1));
        stub.Calls.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(403, "purpose-not-granted")]
    [InlineData(409, "client-exists")]
    [InlineData(422, "idempotency-key-reused")]
    [InlineData(500, "internal-error")]
    public async Task Score_AFinalRefusal_IsThrownWithAllReasonsAndNotRetried(int status, string code)
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();
        stub.Answer = (http, _) => StubGateway.RefuseAsync(http, status, code);

        var problem = await Should.ThrowAsync<GatewayProblemException>(() => client.ScoreAsync("p", Request, cancellation: Stop));

        problem.ShouldSatisfyAllConditions(
            p => p.Status.ShouldBe(status),
            p => p.Code.ShouldBe(code),
            p => p.Reasons.Select(r => r.Detail).ShouldBe(["First.", "Second."]),
            p => p.TraceId.ShouldBe("t1"));
        stub.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Score_AnAlteredBody_IsNotUsed()
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();
        stub.Answer = (http, _) => StubGateway.SendAsync(http, StubGateway.Body.Replace("612", "812", StringComparison.Ordinal), digestOf: StubGateway.Body);

        await Should.ThrowAsync<AnswerAlteredException>(() => client.ScoreAsync("p", Request, cancellation: Stop));
    }

    [Theory]
    [InlineData("")]
    [InlineData("index=42")]
    [InlineData("index=-1, nonce=:AA==:, contract=:AA==:, origin=\"x\"")]
    public async Task Score_AnAnswerWithoutAWholeReceipt_IsNotUsed(string receipt)
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();
        stub.Answer = (http, _) => StubGateway.SendAsync(http, StubGateway.Body, receipt: receipt);

        await Should.ThrowAsync<AnswerAlteredException>(() => client.ScoreAsync("p", Request, cancellation: Stop));
    }

    [Fact]
    public async Task Score_NoGateway_SaysWhere()
    {
        var stub = await StubGateway.StartAsync();
        using var client = stub.Client(attempts: 2);
        await stub.DisposeAsync();

        var unreachable = await Should.ThrowAsync<GatewayUnreachableException>(() => client.ScoreAsync("p", Request, cancellation: Stop));

        unreachable.Message.ShouldContain(stub.Address.Authority);
    }

    [Fact]
    public async Task Score_TheCallerGivesUp_IsCancelled()
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        stub.Answer = async (http, _) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        };

        await Should.ThrowAsync<OperationCanceledException>(() => client.ScoreAsync("p", Request, cancellation: stop.Token));
        stub.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Contracts_AsTheGatewaySendsThem_AreRead()
    {
        await using var stub = await StubGateway.StartAsync();
        using var client = stub.Client();
        stub.Answer = (http, _) => http.Response.WriteAsync(
            """
            {"contracts":[{"contract":"c","version":2,"sha256":"ab","product":"p","title":"T","titleZh":"标题","purposes":["x"],"legalBasis":"consent",
            "validFrom":"2026-01-01","validTo":"2026-12-31","inForce":true,"later":1,
            "score":{"maxBatch":100,"precision":5,"reasons":2,"unknownSubjects":"imputed","perSubjectPerDay":null,"consumerFeatures":["income"]},
            "quota":{"perSecond":1,"perDay":2,"perMonth":3}}]}
            """);

        var contract = (await client.GetContractsAsync(Stop)).Single();

        contract.ValidTo.ShouldBe(new DateOnly(2026, 12, 31));
        contract.Score!.ConsumerFeatures.ShouldBe(["income"]);
        contract.Quota.PerMonth.ShouldBe(3);
    }
}

using System.Net;
using System.Security.Cryptography;
using Gateway.Record;
using Sandbox.Protocol.Permits;

namespace Gateway.Tests.Record;

public sealed class ReleaseCheckTests
{
    [Fact]
    public void Run_TrueRelease_IsTheAnswer()
    {
        var exchange = Exchanges.Answered();
        var (answer, refusal) = ReleaseCheck.Run(exchange);
        refusal.ShouldBeNull();
        answer!.Body.ToArray().ShouldBe(exchange.Capture!.Body);
        answer.Model.ShouldBe("m");
        answer.DataVersion.ShouldBe("v");
        answer.WorkerBoot.ShouldBe(Convert.ToHexStringLower(Exchanges.BootId));
        answer.WorkerCounter.ShouldBe(7);
    }

    [Fact]
    public void Run_BodyAltered_Fails() => Fails(c => c with { Body = [.. c.Body[..^1], (byte)' '] });

    [Fact]
    public void Run_HeaderMissing_Fails() => Fails(c => c with { Release = null });

    [Fact]
    public void Run_HeaderMangled_Fails() => Fails(c => c with { Release = c.Release![..^4] });

    [Fact]
    public void Run_StatusNot200_Fails() => Fails(c => c with { Status = 500 });

    [Fact]
    public void Run_ReleaseOfAnotherJob_Fails()
    {
        var exchange = Exchanges.Answered();
        exchange.Capture = Exchanges.Released(exchange, nonce: 43);
        Fails(exchange);
    }

    [Fact]
    public void Run_KeyOfAnotherStart_Fails()
    {
        var exchange = Exchanges.Answered();
        exchange.Capture = Exchanges.Released(exchange, new PermitKey(RandomNumberGenerator.GetBytes(PermitKey.Size)));
        Fails(exchange);
    }

    [Fact]
    public void Run_NothingCaptured_TellsNoWorkerFromALostJob()
    {
        var exchange = Exchanges.Answered();
        exchange.Capture = null;
        ReleaseCheck.Run(exchange).Refusal!.Main.Code.Code.ShouldBe("job-failed");
        exchange.Job = null;
        ReleaseCheck.Run(exchange).Refusal!.Main.Code.Code.ShouldBe("worker-unavailable");
    }

    [Theory]
    [InlineData("""{"code":"model-mismatch"}""", 409, "model-mismatch")]
    [InlineData("""{"code":"something-else"}""", 500, "job-failed")]
    [InlineData("not json", 500, "job-failed")]
    [InlineData("", 200, "bad-release")]
    public void WorkerCode_AnyBody_IsOfTheClosedList(string body, int status, string code) =>
        ReleaseCheck.WorkerCode(new Capture(status, System.Text.Encoding.UTF8.GetBytes(body), null)).ShouldBe(code);

    [Fact]
    public async Task ReadAsync_BodyTooLong_IsNoCapture()
    {
        foreach (var (size, captured) in ((int, bool)[])[(Capture.MaxBody, true), (Capture.MaxBody + 1, false)])
        {
            using var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(new byte[size])) };
            var capture = await Capture.ReadAsync(response, TestContext.Current.CancellationToken);
            (capture?.Body.Length).ShouldBe(captured ? size : null);
        }
    }

    private static void Fails(Func<Capture, Capture> alter)
    {
        var exchange = Exchanges.Answered();
        exchange.Capture = alter(exchange.Capture!);
        Fails(exchange);
    }

    private static void Fails(Exchange exchange)
    {
        var (answer, refusal) = ReleaseCheck.Run(exchange);
        answer.ShouldBeNull();
        refusal!.Main.Code.Code.ShouldBe("job-failed");
    }
}

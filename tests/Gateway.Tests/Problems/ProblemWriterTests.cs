using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Problems;
using Gateway.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Policies.Decisions;

namespace Gateway.Tests.Problems;

public sealed class ProblemWriterTests
{
    [Fact]
    public async Task WriteAsync_EveryCode_HasItsStatusAndSentenceInBothLanguages()
    {
        foreach (var code in ReasonTable.All.Values)
        {
            foreach (var (language, chinese) in ((string, bool)[])[("en", false), ("zh-CN", true)])
            {
                var (response, problem) = await WriteAsync(new Refusal(code.With("A", "B", "C", "D", "E", "F")), language);
                response.StatusCode.ShouldBe(code.Status);
                response.ContentType.ShouldBe("application/problem+json");
                response.Headers.ContentLanguage.ToString().ShouldBe(language);
                response.Headers.CacheControl.ToString().ShouldBe("no-store");
                problem!["type"]!.GetValue<string>().ShouldBe($"/problems/{code.Code}");
                problem["status"]!.GetValue<int>().ShouldBe(code.Status);
                problem["title"]!.GetValue<string>().ShouldBe(chinese ? code.TitleZh : code.Title);
                problem["detail"]!.GetValue<string>().ShouldBe(code.With("A", "B", "C", "D", "E", "F").Sentence(chinese));
                problem["code"]!.GetValue<string>().ShouldBe(code.Code);
            }
        }
    }

    [Theory]
    [InlineData("", "en")]
    [InlineData("zh", "zh-CN")]
    [InlineData("zh-Hans-CN, en;q=0.8", "zh-CN")]
    [InlineData("en, zh;q=0.9", "en")]
    [InlineData("en;q=0.3, zh-TW;q=0.7", "zh-CN")]
    [InlineData("fr, zh;q=0.9", "en")]
    [InlineData("zh;q=0.5, en;q=0.5", "zh-CN")]
    [InlineData(";;;,q=,", "en")]
    public async Task WriteAsync_AcceptLanguage_DecidesTheLanguage(string accepted, string language)
    {
        var (response, _) = await WriteAsync(new Refusal(ReasonTable.NotFound.With()), accepted);
        response.Headers.ContentLanguage.ToString().ShouldBe(language);
    }

    [Fact]
    public async Task WriteAsync_ManyReasons_TellsAllAndTheEarliestOnThePathDecides()
    {
        var refusal = new Refusal([ReasonTable.BatchTooLarge.With("10"), ReasonTable.PurposeNotGranted.With("credit-granting")]);
        var (response, problem) = await WriteAsync(refusal);
        response.StatusCode.ShouldBe(403);
        problem!["code"]!.GetValue<string>().ShouldBe("purpose-not-granted");
        problem["reasons"]!.AsArray().Select(r => r!["code"]!.GetValue<string>()).ShouldBe(["batch-too-large", "purpose-not-granted"]);
        problem["reasons"]!.AsArray().ShouldAllBe(r => r!["detail"]!.GetValue<string>().Length > 0);
    }

    [Theory]
    [InlineData(0, "1")]
    [InlineData(999, "1")]
    [InlineData(1_000, "1")]
    [InlineData(1_001, "2")]
    [InlineData(3_600_000, "3600")]
    public async Task WriteAsync_RetryAfter_IsWholeSecondsRoundedUp(int milliseconds, string header)
    {
        var (response, _) = await WriteAsync(new Refusal(ReasonTable.QuotaExhausted.With("a", "b", "c"), TimeSpan.FromMilliseconds(milliseconds)));
        response.Headers.RetryAfter.ToString().ShouldBe(header);
    }

    [Fact]
    public async Task WriteAsync_NoWaitKnown_HasNoRetryAfter()
    {
        var (response, _) = await WriteAsync(new Refusal(ReasonTable.NoContract.With("p")));
        response.Headers.ContainsKey("Retry-After").ShouldBeFalse();
    }

    [Fact]
    public async Task WriteAsync_Unauthenticated_SaysHowToSignIn()
    {
        var (response, _) = await WriteAsync(new Refusal(ReasonTable.Unauthenticated.With()));
        response.Headers.WWWAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task WriteAsync_Head_HasHeadersAndNoBody()
    {
        var (response, problem) = await WriteAsync(new Refusal(ReasonTable.NotFound.With()), method: "HEAD");
        problem.ShouldBeNull();
        response.ContentLength.ShouldNotBeNull().ShouldBeGreaterThan(0);
        response.StatusCode.ShouldBe(404);
    }

    [Fact]
    public void Of_Exceptions_BecomeRefusalsThatTellNothingOfThem()
    {
        Main(new StoreUnavailableException("answer")).ShouldBe("store-unavailable");
        Main(new LogUnavailableException("disk full")).ShouldBe("log-unavailable");
        Main(new BadHttpRequestException("x", 413)).ShouldBe("body-too-large");
        Main(new BadHttpRequestException("x", 408)).ShouldBe("bad-request");
        Main(new InvalidOperationException("secret")).ShouldBe("internal-error");
        Refusals.Of(new InvalidOperationException("secret"), new DefaultHttpContext(), NullLogger.Instance).Main.Sentence(chinese: false).ShouldNotContain("secret");

        static string Main(Exception e) => Refusals.Of(e, new DefaultHttpContext(), NullLogger.Instance).Main.Code.Code;
    }

    private static async Task<(HttpResponse Response, JsonNode? Problem)> WriteAsync(Refusal refusal, string language = "", string method = "GET")
    {
        var http = new DefaultHttpContext { Request = { Method = method }, Response = { Body = new MemoryStream() } };
        if (language.Length > 0) http.Request.Headers.AcceptLanguage = language;
        await ProblemWriter.WriteAsync(http, refusal);
        var body = ((MemoryStream)http.Response.Body).ToArray();
        if (body.Length > 0) http.Response.ContentLength.ShouldBe(body.Length);
        return (http.Response, body.Length == 0 ? null : JsonNode.Parse(body));
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Policies.Decisions;

namespace Gateway.Tests.OpenApi;

public sealed class ProblemPagesTests
{
    [Fact]
    public async Task ProblemPage_EveryCode_IsExplainedInBothLanguages()
    {
        await using var host = await SurfaceHost.StartAsync();
        foreach (var code in ReasonTable.All.Values)
        {
            using var response = await host.GetAsync($"/problems/{code.Code}");
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var view = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            view["code"]!.GetValue<string>().ShouldBe(code.Code);
            view["status"]!.GetValue<int>().ShouldBe(code.Status);
            view["title"]!.GetValue<string>().ShouldBe(code.Title);
            view["titleZh"]!.GetValue<string>().ShouldBe(code.TitleZh);
            view["detailZh"]!.GetValue<string>().ShouldBe(code.DetailZh);
        }
    }

    [Fact]
    public async Task ProblemPage_BrowserAsks_GetsAPageWithEveryCode()
    {
        await using var host = await SurfaceHost.StartAsync();
        using var response = await host.GetAsync("/problems", null, ("Accept", "text/html,application/xhtml+xml;q=0.9"));
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var code in ReasonTable.All.Values)
        {
            page.ShouldContain($"<code>{code.Code}</code>");
            page.ShouldContain(code.DetailZh);
        }
    }

    [Fact]
    public async Task ProblemPage_UnknownCode_IsNotFound()
    {
        await using var host = await SurfaceHost.StartAsync();
        using var response = await host.GetAsync("/problems/no-such-code");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }
}

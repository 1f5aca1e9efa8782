using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.OpenApi;

namespace Gateway.Tests.Problems;

/// <summary>Outside the path of a query, too, every refusal is a problem.</summary>
public sealed class ProblemSurfaceTests
{
    [Theory]
    [InlineData("GET", "/no/such/path", HttpStatusCode.NotFound, "not-found")]
    [InlineData("POST", "/v1/contracts", HttpStatusCode.MethodNotAllowed, "method-not-allowed")]
    [InlineData("GET", "/fails", HttpStatusCode.InternalServerError, "internal-error")]
    public async Task Surface_RequestThatCannotBeAnswered_GetsAProblem(string method, string path, HttpStatusCode status, string code)
    {
        await using var host = await SurfaceHost.StartAsync();
        using var response = await host.SendAsync(new HttpMethod(method), path, "bank-ccb", ("Accept-Language", "zh"));
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        response.Content.Headers.ContentLanguage.ShouldBe(["zh-CN"]);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        JsonNode.Parse(text)!["code"]!.GetValue<string>().ShouldBe(code);
        text.ShouldNotContain("secret");
    }
}

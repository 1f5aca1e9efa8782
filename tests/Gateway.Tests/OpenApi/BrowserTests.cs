using System.Net;
using System.Text.RegularExpressions;

namespace Gateway.Tests.OpenApi;

public sealed partial class BrowserTests
{
    [Fact]
    public async Task Docs_Opened_LoadsNothingFromElsewhere()
    {
        await using var host = await SurfaceHost.StartAsync();
        var page = await host.Client.GetStringAsync("/docs/", TestContext.Current.CancellationToken);
        page.ShouldContain("openapi/v1.json");
        Loads().Matches(page).Select(m => m.Groups["url"].Value).Where(u => u.Contains("//", StringComparison.Ordinal)).ShouldBeEmpty();
        page.ShouldContain("\"withDefaultFonts\":false");
        page.ShouldContain("\"telemetry\":false");
        page.ShouldContain("\"hideClientButton\":true");
        page.ShouldContain("\"agent\":{\"disabled\":true}");
        page.ShouldContain("\"mcp\":{\"disabled\":true}");
        foreach (Match script in Loads().Matches(page).Where(m => m.Groups["url"].Value.EndsWith(".js", StringComparison.Ordinal)))
        {
            using var response = await host.GetAsync(new Uri(new Uri("http://localhost/docs/"), script.Groups["url"].Value).AbsolutePath);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, script.Groups["url"].Value);
        }
    }

    [GeneratedRegex("(?:src|href)=\"(?<url>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Loads();
}

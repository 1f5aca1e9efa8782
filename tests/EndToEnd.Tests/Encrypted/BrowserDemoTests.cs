using System.Globalization;
using EndToEnd.Tests.Cities;
using Microsoft.Playwright;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>
/// The demo page in a real Chromium: node-seal encrypts in the page, the boxed worker computes, node-seal opens the answer in the page. It asks once, and
/// nobody but the gateway.
/// </summary>
public sealed class BrowserDemoTests(City city)
{
    private const string Chromium = "/usr/bin/chromium";
    private const double Marked = 12_345;

    [Fact]
    public async Task Page_InChromium_OpensTheAnswerThatTheSdkGets()
    {
        city.SkipUnlessReady();
        Assert.SkipUnless(File.Exists(Chromium) || Environment.GetEnvironmentVariable("CI") == "true", "chromium is not installed");
        using var state = new GatewayState();
        await using var gateway = await city.StartGatewayAsync(state);
        await Ready.AllWorkersAsync(gateway);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync(new() { IgnoreHTTPSErrors = true });
        var (requests, errors) = (new List<IRequest>(), new List<string>());
        page.Request += (_, request) => requests.Add(request);
        page.PageError += (_, error) => errors.Add(error);
        page.Console += (_, message) => errors.AddRange(message.Type == "error" ? [message.Text] : []);

        await page.GotoAsync(new Uri(gateway.Address, "/demo/encrypted/").AbsoluteUri);
        await page.FillAsync("#token", await GatewayState.TokenAsync(gateway, state.Bank, TestContext.Current.CancellationToken));
        await page.FillAsync("#product", EncryptedClient.Product);
        await page.FillAsync("#subject", city.HeldOut[0]);
        await page.ClickAsync("#offer");
        await page.WaitForSelectorAsync("#features input");
        foreach (var feature in BankFile.Features) await page.FillAsync($"#feature-{feature}", Marked.ToString(CultureInfo.InvariantCulture));
        await page.ClickAsync("#score");
        var result = page.Locator("#result");
        await Until.TrueAsync(
            async () => (await result.TextContentAsync())?.Length > 0 || errors.Count > 0, TimeSpan.FromSeconds(60), "a score in the page");
        errors.ShouldBeEmpty($"{await page.TextContentAsync("#status")}");
        var shown = int.Parse((await result.TextContentAsync())!, CultureInfo.InvariantCulture);

        // The same question by the SDK gets the same score.
        using var client = await EncryptedClient.OpenAsync(gateway, state);
        var reply = await client.Scorer.AskAsync(
            client.Question(Marked, city.HeldOut[0]), client.Key, cancellation: TestContext.Current.CancellationToken);
        shown.ShouldBe(reply.Scores[0].Score!.Value);
        CheckTraffic(gateway, requests);
    }

    private static void CheckTraffic(GatewayProcess gateway, List<IRequest> requests)
    {
        requests.ShouldAllBe(r => r.Url.StartsWith(gateway.Address.AbsoluteUri, StringComparison.Ordinal), "nothing goes to anybody else");
        requests.Where(r => r.Method == "POST").ShouldHaveSingleItem();
        requests.ShouldAllBe(r => !r.Url.Contains(Marked.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}

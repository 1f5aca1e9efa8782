using System.Globalization;
using System.Text;
using EndToEnd.Tests.Cities;
using Microsoft.Playwright;
using Sandbox.Protocol.Encrypted;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>
/// The demo page in a real Chromium: node-seal encrypts in the page, the boxed worker computes, node-seal opens the answer in the page. What crossed the network is
/// what the browser says crossed it.
/// </summary>
public sealed class BrowserDemoTests(City city)
{
    private const string Chromium = "/usr/bin/chromium";
    private const double Marked = 12_345;

    [Fact]
    public async Task Page_InChromium_SendsCiphertextsOnlyAndOpensTheAnswer()
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

        // Paused on their way, requests come with their bodies whole; those that the browser only reports leave out one of this size.
        await page.RouteAsync("**/*", route => route.ContinueAsync());
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
        var posts = requests.Where(r => r.Method == "POST").ToList();
        var body = posts.ShouldHaveSingleItem().PostDataBuffer.ShouldNotBeNull();
        EncryptedRequestReader.TryRead(body, out var request, out var problem).ShouldBeTrue(problem.ToString());
        foreach (var feature in request!.Features)
        {
            var encoded = feature.Encode(Marked);
            foreach (var value in (double[])[Marked, encoded])
            {
                var bytes = BitConverter.GetBytes(value);
                body.AsSpan().IndexOf(bytes).ShouldBe(-1);
                bytes.AsSpan().Reverse();
                body.AsSpan().IndexOf(bytes).ShouldBe(-1);
            }
        }
        var written = Encoding.ASCII.GetBytes(Marked.ToString(CultureInfo.InvariantCulture));
        body.AsSpan().IndexOf(written).ShouldBe(-1);
        requests.ShouldAllBe(r => !r.Url.Contains(Encoding.ASCII.GetString(written), StringComparison.Ordinal));
    }
}

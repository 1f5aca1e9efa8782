using System.Net;
using System.Text.Json.Nodes;
using Gateway.Tests.OpenApi;
using Sandbox.Protocol.Encrypted;

namespace Gateway.Tests.Encrypted;

public sealed class EncryptedOfferTests
{
    [Fact]
    public async Task Offer_OfAContract_StatesWhatToEncryptByAndNothingOfData()
    {
        await using var host = await SurfaceHost.StartAsync();
        using var response = await host.GetAsync("/v1/products/housing-credit/encrypted-scores", "bank-ccb");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var offer = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        offer["contract"]!.GetValue<string>().ShouldBe("ccb-housing-credit");
        offer["version"]!.GetValue<int>().ShouldBe(1);
        offer["precision"]!.GetValue<int>().ShouldBe(5);
        offer["maxBatch"]!.GetValue<int>().ShouldBe(4096);
        offer["unknownSubjects"]!.GetValue<string>().ShouldBe("refuse");
        offer["parametersSha256"]!.GetValue<string>().ShouldBe(Convert.ToHexStringLower(CkksParameters.Sha256.Span));
        offer["features"]!.AsArray().Select(f => $"{f!["name"]} {f["lower"]} {f["upper"]}").ShouldBe(["income 0 1000000", "loan_amount 0 5000000"]);
    }

    [Theory]
    [InlineData("/v1/products/housing-credit/encrypted-scores", "telecom-cmcc")]
    [InlineData("/v1/products/residence-stability/encrypted-scores", "telecom-cmcc")]
    [InlineData("/v1/products/none/encrypted-scores", "bank-ccb")]
    public async Task Offer_WithoutAContractForEncryptedScores_IsNotFound(string path, string client)
    {
        await using var host = await SurfaceHost.StartAsync();
        using var response = await host.GetAsync(path, client);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Offer_WithoutATokenOrForAnotherRole_IsRefused()
    {
        await using var host = await SurfaceHost.StartAsync();
        using var nobody = await host.GetAsync("/v1/products/housing-credit/encrypted-scores");
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var regulator = await host.GetAsync("/v1/products/housing-credit/encrypted-scores", "regulator");
        regulator.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}

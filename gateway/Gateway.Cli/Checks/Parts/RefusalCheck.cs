using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Client.Scores;

namespace Gateway.Cli.Checks.Parts;

/// <summary>What no contract grants is refused, with its reason.</summary>
internal sealed class RefusalCheck : ICheck
{
    public string Name => "refusal";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var features = new Dictionary<string, double?>(StringComparer.Ordinal) { ["income"] = 12000, ["loan_amount"] = 300_000 };
        var subject = new ScoreSubject(context.Resident("housing-fund", 0), features);
        await Refused.AsAsync(403, "purpose-not-granted", () =>
            context.Bank.ScoreAsync("housing-credit", new ScoreRequest("marketing", [subject]), cancellation: cancellation));
        await Refused.AsAsync(403, "no-contract", () =>
            context.Bank.ScoreAsync("residence-stability", new ScoreRequest("service-eligibility", [subject with { Features = null }]), cancellation: cancellation));
        await Refused.AsAsync(404, "product-not-found", () =>
            context.Bank.ScoreAsync("no-such-product", new ScoreRequest("credit-granting", [subject]), cancellation: cancellation));
        await Refused.AsAsync(403, "role-not-allowed", () => context.Bank.GetClientsAsync(cancellation));
        await VerifyNoTokenAsync(context, cancellation);
        return new CheckResult(new JsonObject { ["refused"] = 5 });
    }

    private static async Task VerifyNoTokenAsync(CheckContext context, CancellationToken cancellation)
    {
        using var http = context.Gateway.Http();
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri("/v1/products/housing-credit/scores", UriKind.Relative), content, cancellation);
        CheckFailedException.Unless(response.StatusCode == HttpStatusCode.Unauthorized, $"Without a token the gateway answers {(int)response.StatusCode}, not 401.");
        CheckFailedException.Unless(
            response.Content.Headers.ContentType?.MediaType == "application/problem+json", "A 401 is not rendered as a problem.");
    }
}

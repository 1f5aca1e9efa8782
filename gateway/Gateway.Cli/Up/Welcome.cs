using Gateway.Cli.Language;
using Gateway.Cli.Platform;
using Policies;
using Sandbox.Protocol.Datasets;

namespace Gateway.Cli.Up;

/// <summary>What is printed once the gateway serves: who can sign in, and commands that score a demo resident as they stand.</summary>
internal static class Welcome
{
    private const string Product = "housing-credit";

    public static string Text(Texts texts, Place place, PolicySet policies, Uri address)
    {
        var url = address.GetLeftPart(UriPartial.Authority);
        var key = Near(place.KeyFile(DemoClients.Bank));
        var lines = new List<string>
        {
            "",
            texts.Serving(url),
            $"  {texts.ApiPages}: {url}/docs   OpenAPI: {url}/openapi/v1.json",
            $"  {texts.BankKey}: {key}",
        };
        if (Commands(place, policies, address) is var (dpg, curl)) lines.AddRange(["", texts.ScoreWithDpg, dpg, "", texts.ScoreWithCurl, curl]);

        lines.AddRange(["", texts.CtrlC]);
        return string.Join(Environment.NewLine, lines);
    }

    /// <summary>Commands that score a demo resident, to be pasted into a shell of this folder; null without the demo city.</summary>
    public static (string Dpg, string Curl)? Commands(Place place, PolicySet policies, Uri address)
    {
        if (Resident(policies) is not { } resident) return null;
        var (dpg, key) = (Command(), Near(place.KeyFile(DemoClients.Bank)));
        string[] curl = [
            $"  curl --cacert {Near(place.Authority)} {address.GetLeftPart(UriPartial.Authority)}/v1/products/{Product}/scores \\",
            $"    -H \"Authorization: Bearer $({dpg} token --key {key})\" -H 'Content-Type: application/json' \\",
            $"    -d '{{\"purpose\":\"credit-granting\",\"subjects\":[{{\"id\":\"{resident}\",\"features\":{{\"income\":12000,\"loan_amount\":300000}}}}]}}'"];
        return (
            $"  {dpg} score {Product} --key {key} --purpose credit-granting {resident} --feature income=12000 --feature loan_amount=300000",
            string.Join(Environment.NewLine, curl));
    }

    /// <summary>The first resident who pays into the housing fund; null when that dataset is not the demo city's.</summary>
    private static string? Resident(PolicySet policies) =>
        policies.Products.GetValueOrDefault(Product) is { } product && policies.Datasets[product.Dataset].Source is DemoSource city
            ? DemoResident.Id(city.Seed, 0)
            : null;

    private static string Command() =>
        Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dpg"
            ? Near(path)
            : $"dotnet {Near(Path.Combine(AppContext.BaseDirectory, "dpg.dll"))}";

    private static string Near(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}

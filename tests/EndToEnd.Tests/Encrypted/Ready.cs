using System.Text.Json.Nodes;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>A gateway is ready when it can answer something; the worker that runs SEAL takes longer to start than the others.</summary>
internal static class Ready
{
    /// <summary>Waits until every worker is.</summary>
    public static async Task AllWorkersAsync(GatewayProcess gateway)
    {
        using var http = gateway.Client();
        await Until.TrueAsync(
            async () =>
            {
                using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                return JsonNode.Parse(await response.Content.ReadAsStringAsync())?["checks"]?["sandbox"]?["status"]?.GetValue<string>() == "ok";
            },
            TimeSpan.FromMinutes(2),
            "all workers to be ready");
    }
}

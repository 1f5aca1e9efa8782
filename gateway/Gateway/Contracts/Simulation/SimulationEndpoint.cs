using System.Text.Json.Serialization;
using Gateway.Admin;
using Gateway.Contracts.Lifecycle;
using Gateway.Contracts.Usage;
using Policies.Decisions;
using Policies.Simulation;

namespace Gateway.Contracts.Simulation;

/// <summary>Replays the access log of the last days under a draft.</summary>
internal static class SimulationEndpoint
{
    private const int MostDays = 366;

    public static void MapSimulation(this WebApplication app) =>
        app.MapPost("/v1/admin/contracts/simulate", RunAsync).RequireAuthorization(DeskPolicies.Desk).WithTags("Contract desk").WithName("simulateContract")
            .WithSummary("Replay the requests of the last days (days=30) under a draft: which would come out otherwise, and why 模拟合约草稿")
            .Accepts<string>(ContractDeskEndpoints.DocumentTypes[0], ContractDeskEndpoints.DocumentTypes[1]).Produces<SimulationResult>();

    private static async Task<IResult> RunAsync(int? days, HttpContext http, ContractDesk desk, PolicyTables tables, LoggedUsage log, TimeProvider time)
    {
        if (days is < 1 or > MostDays) return new ProblemResult(ReasonTable.BadRequest.With($"days is a whole number from 1 to {MostDays}"));
        var (text, refused) = await ContractDeskEndpoints.TextAsync(http);
        if (refused is not null) return new ProblemResult(refused);
        if (desk.Validate(text, out var draft) is { Count: > 0 } errors) return new ProblemResult(errors);
        var since = time.GetUtcNow() - TimeSpan.FromDays(days ?? 30);
        var simulation = new ContractSimulation(draft!, tables.Current.Products[draft!.Product]);
        await foreach (var (_, fact) in log.ReadAsync(0, http.RequestAborted))
            if (fact is not null && fact.Time >= since) simulation.Replay(fact);
        return TypedResults.Json(simulation.Result(), SimulationJson.Default.SimulationResult);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SimulationResult))]
internal sealed partial class SimulationJson : JsonSerializerContext;

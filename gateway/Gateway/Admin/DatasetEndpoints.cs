using Gateway.Contracts.Lifetimes;
using Gateway.Identity;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Admin;

/// <summary>What may ever be spent of datasets: for operator and provider to agree on; to look at, also for authors and the regulator.</summary>
internal static class DatasetEndpoints
{
    public static void MapDatasetAdministration(this WebApplication app)
    {
        var datasets = app.MapGroup("/v1/admin/datasets").WithTags("Datasets");
        datasets.MapGet("", ListAsync).RequireAuthorization(DeskPolicies.BudgetReaders).WithName("listDatasets")
            .WithSummary("What may ever be spent of each dataset, and which raises wait 数据集累计预算").Produces<LifetimeList>();
        datasets.MapPost("/{dataset}/budget/agree", AgreeAsync).RequireAuthorization(DeskPolicies.BudgetParties).WithName("agreeToBudget")
            .WithSummary("Agree to a raise, for the operator or for the provider; both are needed 同意提高累计预算")
            .Accepts<AgreeRequest>("application/json").Produces<LifetimeView>();
    }

    private static async Task<IResult> ListAsync(HttpContext http, LifetimeDesk desk) => TypedResults.Json(
        new LifetimeList([.. (await desk.ListAsync(CallerOf(http), http.RequestAborted)).Select(LifetimeView.Of)]), LifetimeJson.Default.LifetimeList);

    private static async Task<IResult> AgreeAsync(string dataset, HttpContext http, LifetimeDesk desk)
    {
        var (request, unreadable) = await AgreeRequest.ReadAsync(http);
        if (request is null) return new ProblemResult(unreadable!);
        var (after, refused) = await desk.AgreeAsync(dataset, request, CallerOf(http), http.RequestAborted);
        return after is null ? new ProblemResult(refused!) : TypedResults.Json(LifetimeView.Of(after), LifetimeJson.Default.LifetimeView);
    }

    private static Caller CallerOf(HttpContext http) => http.Features.GetRequiredFeature<Caller>();
}

using Gateway.Contracts;
using Gateway.Ledger;
using Gateway.Problems;
using Gateway.Queries;
using Policies.Aggregates.Planning;
using Policies.Decisions;
using Policies.Queries.Aggregates;

namespace Gateway.Aggregates;

/// <summary>
/// What an aggregate would cost and how far off it would be. It is decided as the aggregate itself, from documents and query alone; no worker hears of it, nothing is
/// charged, and as it tells nothing of data it is no entry of the access log.
/// </summary>
internal static class PreviewEndpoint
{
    public const string Path = "/v1/products/{product}/aggregates/preview";

    public static void AddPreviews(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, PreviewJson.Default));

    public static void MapPreviews(this WebApplication app) =>
        app.MapPost(Path, RunAsync).RequireAuthorization(ContractEndpoints.Policy).WithTags("Products").WithName("previewAggregate")
            .WithSummary("What an aggregate would cost 聚合查询预览").ExcludeFromDescription();

    private static async Task<IResult> RunAsync(string product, HttpContext http, PolicyTables tables, ILedger ledger, TimeProvider time)
    {
        var (body, unreadable) = await QueryBody.ReadAsync(http, "application/json", QueryLimits.Body);
        if (unreadable is not null) return new Refused(unreadable);
        var policies = tables.Current;
        if (!policies.Products.TryGetValue(product, out var document)) return new Refused(new Refusal(ReasonTable.ProductNotFound.With("?")));
        if (!policies.Contracts.TryGetValue((http.User.Identity!.Name!, product), out var contract)) return new Refused(new Refusal(ReasonTable.NoContract.With(product)));
        var (query, malformed) = AggregateQueryParser.Parse(body);
        if (query is null) return new Refused(malformed!);
        var decision = Evaluator.Evaluate(contract, document, query, time.GetUtcNow(), policies.Datasets[document.Dataset]);
        if (decision is not Grant grant) return new Refused((Refusal)decision);
        var spent = await ledger.SpendingAsync(contract.Document.Contract, http.RequestAborted);
        return TypedResults.Ok(Preview.Of((AggregateTerms)grant.Terms, grant.Cost, Balance.Of(contract.Document.Budget!, spent), spent));
    }

    private sealed class Refused(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => ProblemWriter.WriteAsync(httpContext, refusal);
    }
}

using System.Text;
using Gateway.Admin;
using Gateway.Contracts.Store;
using Policies.Decisions;
using Policies.Usage;

namespace Gateway.Contracts.Usage;

/// <summary>Usage statements: a consumer's of its own contracts, the operating company's and the regulator's of all.</summary>
internal static class UsageEndpoints
{
    private const string Csv = "text/csv";

    public static void MapUsage(this WebApplication app)
    {
        app.MapGet("/v1/contracts/{contract}/usage", OwnAsync).RequireAuthorization(ContractEndpoints.Policy).WithTags("Contracts").WithName("getContractUsage")
            .WithSummary("What one of your contracts was used for in a month (month=2026-11), from the access log 合约用量").Produces<UsageStatements>();
        app.MapGet("/v1/admin/usage", AllAsync).RequireAuthorization(DeskPolicies.Readers).WithTags("Contract desk").WithName("getUsage")
            .WithSummary("Usage statements of a month (month=2026-11, contract=…), as JSON or with Accept: text/csv 用量对账单").Produces<UsageStatements>();
    }

    private static async Task<IResult> OwnAsync(string contract, string? month, HttpContext http, UsageDesk desk, IContractStore store, TimeProvider time)
    {
        var versions = await store.VersionsAsync(contract, http.RequestAborted);
        return versions.Any(v => string.Equals(v.Document.Consumer, http.User.Identity!.Name, StringComparison.Ordinal))
            ? await StatementsAsync(month, contract, http, desk, time)
            : TypedResults.NotFound();
    }

    private static Task<IResult> AllAsync(string? month, string? contract, HttpContext http, UsageDesk desk, TimeProvider time) =>
        StatementsAsync(month, contract, http, desk, time);

    private static async Task<IResult> StatementsAsync(string? month, string? contract, HttpContext http, UsageDesk desk, TimeProvider time)
    {
        var wanted = UsageMonth.Of(time.GetUtcNow());
        if (month is not null && !UsageMonth.TryParse(month, out wanted)) return new ProblemResult(ReasonTable.BadRequest.With("month is written 2026-11"));
        var statements = await desk.StatementsAsync(wanted, contract, http.RequestAborted);
        return http.Request.GetTypedHeaders().Accept.Any(a => a.MediaType.Equals(Csv, StringComparison.OrdinalIgnoreCase))
            ? TypedResults.Text(UsageCsv.Of(statements), Csv, Encoding.UTF8)
            : TypedResults.Json(statements, UsageJson.Default.UsageStatements);
    }
}
